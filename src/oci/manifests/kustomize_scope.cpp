// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/kustomize_scope.h"

#include "knowledge/yaml_stream.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

namespace inland::oci {

namespace {

namespace fs = std::filesystem;

bool is_kustomization(const fs::path& path) {
    static constexpr std::array<std::string_view, 2> names = {"kustomization.yaml",
                                                              "kustomization.yml"};
    return std::ranges::find(names, path.filename().string()) != names.end();
}

/// The files and folders that it names; addresses on the internet are not here.
std::vector<std::string> resources_of(const ManifestFile& file) {
    static constexpr std::array<std::string_view, 3> fields = {"resources", "bases", "components"};
    std::vector<std::string> resources;
    Diagnostics unread;
    knowledge::Reporter reporter(file.path, unread);
    knowledge::read_yaml_stream(file.text, reporter, [&](const knowledge::Node& document) {
        for (const auto field : fields)
            if (const auto* list = document.find(field))
                for (const auto& each : list->children)
                    resources.push_back(each.text);
    });
    return resources;
}

class Scopes {
  public:
    explicit Scopes(std::vector<ManifestFile>& files) : files_(files) {
        for (std::size_t index = 0; index < files.size(); ++index)
            by_path_[fs::path(files[index].relative).lexically_normal()] = index;
    }

    void apply() {
        for (ManifestFile& file : files_)
            if (is_kustomization(file.relative))
                apply(file);
    }

  private:
    void apply(ManifestFile& kustomization) {
        std::set<std::size_t> scope;
        add_resources(kustomization, scope);
        for (FoundImage& entry : kustomization.images)
            if (entry.renames)
                for (const std::size_t index : scope)
                    apply(entry, files_[index]);
    }

    static void apply(FoundImage& entry, ManifestFile& file) {
        for (FoundImage& image : file.images)
            if (image.rule == "container" && is_named(file, image, entry.renames->name)) {
                image.renamed_by = entry.renames;
                complete(entry, image);
            }
    }

    /// "nginx" of "nginx:1.27", as it is written.
    static bool is_named(const ManifestFile& file, const FoundImage& image, std::string_view name) {
        if (image.parts.empty())
            return false;
        const auto& part = image.parts.front();
        const auto written = std::string_view(file.text).substr(part.offset, part.length);
        const bool is_longer = written.size() > name.size() &&
                               (written[name.size()] == ':' || written[name.size()] == '@');
        return written == name || (is_longer && written.starts_with(name) &&
                                   written.find('/', name.size()) == std::string_view::npos);
    }

    static void complete(FoundImage& entry, const FoundImage& image) {
        if (!entry.tag_is_elsewhere)
            return;
        entry.image.tag = image.image.tag;
        entry.image.digest = image.image.digest;
        entry.tag_is_elsewhere = false;
    }

    void add_resources(const ManifestFile& kustomization, std::set<std::size_t>& scope) {
        const auto folder = fs::path(kustomization.relative).parent_path();
        for (const std::string& resource : resources_of(kustomization))
            add_resource((folder / resource).lexically_normal(), scope);
    }

    void add_resource(const fs::path& path, std::set<std::size_t>& scope) {
        const std::array<fs::path, 3> candidates = {path, path / "kustomization.yaml",
                                                    path / "kustomization.yml"};
        for (const fs::path& candidate : candidates) {
            const auto found = by_path_.find(candidate.lexically_normal());
            if (found == by_path_.end() || !scope.insert(found->second).second)
                continue;
            if (is_kustomization(candidate))
                add_resources(files_[found->second], scope);
        }
    }

    std::vector<ManifestFile>& files_;
    std::map<fs::path, std::size_t> by_path_;
};

}  // namespace

void apply_kustomizations(std::vector<ManifestFile>& files) {
    Scopes(files).apply();
}

}  // namespace inland::oci
