// SPDX-License-Identifier: Apache-2.0
#include "kube/addon_objects.h"

#include "aws/environment.h"
#include "core/embedded_file.h"
#include "kube/manifest.h"
#include "kube/object.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::kube {

namespace addon_manifests {
std::span<const EmbeddedFile> embedded_files();
}  // namespace addon_manifests

namespace {

namespace fs = std::filesystem;

Result<std::string> template_of(std::string_view addon, const std::optional<fs::path>& folder) {
    const auto name = fmt::format("{}.yaml", addon);
    std::error_code failed;
    if (folder && fs::exists(*folder / "manifests" / name, failed))
        return aws::process_environment().read_file((*folder / "manifests" / name).string());
    const auto files = addon_manifests::embedded_files();
    const auto found = std::ranges::find(files, std::string_view(name), &EmbeddedFile::name);
    if (found == files.end())
        return failure(ErrorKind::NotFound,
                       fmt::format("Inland has no manifest of the add-on {}", addon));
    return std::string(found->text);
}

json::object& object_in(json::object& parent, std::string_view member) {
    auto& value = parent[member];
    return value.is_object() ? value.get_object() : value.emplace_object();
}

bool is_for(const json::object& object, const std::vector<std::string>& addons) {
    const auto has = [&](const std::string& name) {
        return std::ranges::find(addons, name) != addons.end();
    };
    const auto with = annotation_of(object, with_addon);
    const auto without = annotation_of(object, without_addon);
    return (with.empty() || has(with)) && (without.empty() || !has(without));
}

Result<std::vector<json::object>> all_objects(std::string_view addon, const AddonContext& context) {
    const auto text = knowledge::expand(TRY(template_of(addon, context.folder)), context.values);
    return read_objects(text, fmt::format("manifests/{}.yaml", addon));
}

}  // namespace

Result<std::vector<json::object>> addon_objects(std::string_view addon,
                                                const AddonContext& context) {
    auto objects = TRY(all_objects(addon, context));
    std::erase_if(objects, [&](const auto& object) { return !is_for(object, context.addons); });
    for (auto& object : objects)
        label_as_addons(object, addon);
    return objects;
}

Result<std::set<std::string>> addons_named_by(std::string_view addon, const AddonContext& context) {
    std::set<std::string> named;
    for (const auto& object : TRY(all_objects(addon, context)))
        for (const auto name : {with_addon, without_addon})
            named.insert(annotation_of(object, name));
    named.erase("");
    return named;
}

std::optional<ObjectName> workload_among(const std::vector<json::object>& objects,
                                         std::string_view name) {
    for (const auto& object : objects)
        if (auto found = name_of(object); found.name == name && found.api_version == "apps/v1")
            return found;
    return std::nullopt;
}

void label_as_addons(json::object& object, std::string_view addon) {
    auto& labels = object_in(object_in(object, "metadata"), "labels");
    labels[managed_by_label] = managed_by_inland;
    labels[addon_label] = addon;
}

bool is_of_addon(const json::object& object, std::string_view addon) {
    return label_of(object, managed_by_label) == managed_by_inland &&
           label_of(object, addon_label) == addon;
}

}  // namespace inland::kube
