// SPDX-License-Identifier: Apache-2.0
#include "manifests/manifest_files.h"

#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "knowledge/yaml_stream.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace inland::manifests {

namespace {

namespace fs = std::filesystem;

/// Deeper folders are nobody's manifests.
constexpr int deepest_folder = 32;
constexpr std::size_t most_files = 20'000;

bool is_manifest(const fs::path& path) {
    static constexpr std::array<std::string_view, 3> endings = {".yaml", ".yml", ".json"};
    return std::ranges::find(endings, path.extension().string()) != endings.end();
}

bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (!is_hidden(at->path()))
            entries.push_back(*at);
    std::ranges::sort(entries);
    return entries;
}

class FolderReader {
  public:
    explicit FolderReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void read_folder(const fs::path& folder, const fs::path& relative, int depth) {
        for (const auto& entry : entries_of(folder)) {
            const auto below = relative / entry.path().filename();
            if (entry.is_directory() && is_chart_templates(entry.path()))
                note_templates(entry.path());
            else if (entry.is_directory() && !entry.is_symlink() && depth < deepest_folder)
                read_folder(entry.path(), below, depth + 1);
            else if (entry.is_regular_file() && is_manifest(entry.path()))
                read_file(entry.path(), below);
        }
    }

    void read_file(const fs::path& file, const fs::path& relative) {
        const std::string path = file.lexically_normal().string();
        if (files_.size() >= most_files)
            return note_too_many(path);
        knowledge::Reporter reporter(path, diagnostics_);
        auto text =
            knowledge::read_bounded_file(path, knowledge::StreamLimits{}.maximum_bytes, reporter);
        if (!text)
            return;
        files_.push_back({.path = path, .relative = relative.string(), .text = *std::move(text)});
    }

    std::vector<ManifestFile> files() && { return std::move(files_); }

  private:
    static bool is_chart_templates(const fs::path& folder) {
        std::error_code failed;
        return folder.filename() == "templates" &&
               fs::exists(folder.parent_path() / "Chart.yaml", failed);
    }

    void note_templates(const fs::path& folder) {
        diagnostics_.add({.severity = Severity::Warning,
                          .rule = "chart-templates",
                          .summary = "a chart's templates are not read",
                          .detail = "what they name depends on values",
                          .remedy = fmt::format("helm template {} > rendered.yaml",
                                                folder.parent_path().string()),
                          .place = {.file = folder.string()}});
    }

    void note_too_many(const std::string& path) {
        if (std::exchange(is_full_, true))
            return;
        diagnostics_.add({.severity = Severity::Error,
                          .rule = "too-many-files",
                          .summary = "there are too many files",
                          .detail = fmt::format("more than {}", most_files),
                          .remedy = "name the folders that hold manifests",
                          .place = {.file = path}});
    }

    Diagnostics& diagnostics_;
    std::vector<ManifestFile> files_;
    bool is_full_ = false;
};

}  // namespace

std::vector<ManifestFile> read_manifest_files(const std::string& path, Diagnostics& diagnostics) {
    FolderReader reader(diagnostics);
    std::error_code failed;
    if (fs::is_directory(path, failed))
        reader.read_folder(path, {}, 0);
    else
        reader.read_file(path, fs::path(path).filename());
    return std::move(reader).files();
}

}  // namespace inland::manifests
