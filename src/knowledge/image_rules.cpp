// SPDX-License-Identifier: Apache-2.0
#include "knowledge/image_rules.h"

#include "knowledge/readers/images.h"
#include "knowledge/rule_file.h"

#include <algorithm>

namespace inland::knowledge {

namespace {

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
    return built_in_rules<ImageRules>();
}

Result<ImageRules> load_image_rules(const std::string& folder, Diagnostics& diagnostics) {
    return load_rules<ImageRules>(folder, diagnostics);
}

}  // namespace inland::knowledge
