// SPDX-License-Identifier: Apache-2.0
#include "knowledge/image_rules.h"

#include "core/embedded_file.h"
#include "knowledge/document.h"
#include "knowledge/readers/images.h"

#include <algorithm>
#include <span>

namespace inland::knowledge {

/// The one file that the build made of knowledge/ (cmake/compile_knowledge.cpp).
std::span<const EmbeddedFile> embedded_files();

namespace {

constexpr std::string_view file_name = "images.yaml";

/// The rules of the document that is named so, or none.
ImageRules rules_of(const std::vector<Document>& documents, Diagnostics& diagnostics) {
    ImageRules rules;
    const auto found = std::ranges::find(documents, file_name, &Document::name);
    if (found == documents.end())
        return rules;
    Reporter reporter(found->path, diagnostics);
    read_image_rules(found->root, reporter, rules);
    return rules;
}

bool is_field(const std::vector<ObjectField>& fields, std::string_view group, std::string_view kind,
              std::string_view path) {
    return std::ranges::any_of(fields, [&](const ObjectField& field) {
        return field.path == path && field.kind == kind && field.group == group;
    });
}

bool is_setting(const std::vector<ImageSetting>& settings, std::string_view name) {
    return std::ranges::any_of(settings, [name](const ImageSetting& setting) {
        const std::string_view known = setting.name;
        return known.ends_with('*') ? name.starts_with(known.substr(0, known.size() - 1))
                                    : name == known;
    });
}

}  // namespace

bool ImageRules::holds_pod_spec(std::string_view group, std::string_view kind,
                                std::string_view path) const {
    return is_field(pod_specs, group, kind, path);
}

bool ImageRules::holds_image(std::string_view group, std::string_view kind,
                             std::string_view path) const {
    return is_field(fields, group, kind, path);
}

bool ImageRules::is_argument(std::string_view flag) const {
    return is_setting(arguments, flag);
}

bool ImageRules::is_variable(std::string_view name) const {
    return is_setting(variables, name);
}

const ImageRules& built_in_image_rules() {
    static const ImageRules rules = [] {
        Diagnostics diagnostics;
        const auto documents = read_compiled(embedded_files().front().text);
        return documents ? rules_of(*documents, diagnostics) : ImageRules{};
    }();
    return rules;
}

Result<ImageRules> load_image_rules(const std::string& folder, Diagnostics& diagnostics) {
    Diagnostics found;
    const auto documents = read_folder(folder, found);
    auto rules = rules_of(documents, found);
    const bool failed = found.has_errors();
    diagnostics.append(std::move(found));
    if (failed)
        return failure(ErrorKind::InvalidInput, "the knowledge in " + folder + " has mistakes");
    return rules.pod_specs.empty() ? built_in_image_rules() : rules;
}

}  // namespace inland::knowledge
