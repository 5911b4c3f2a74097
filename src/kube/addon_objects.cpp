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

void label(json::object& object, std::string_view addon) {
    auto& labels = object_in(object_in(object, "metadata"), "labels");
    labels[managed_by_label] = managed_by_inland;
    labels[addon_label] = addon;
}

}  // namespace

Result<std::vector<json::object>> addon_objects(std::string_view addon,
                                                const knowledge::Placeholders& values,
                                                const std::optional<fs::path>& folder) {
    const auto text = knowledge::expand(TRY(template_of(addon, folder)), values);
    auto objects = TRY(read_objects(text, fmt::format("manifests/{}.yaml", addon)));
    for (auto& object : objects)
        label(object, addon);
    return objects;
}

bool is_of_addon(const json::object& object, std::string_view addon) {
    return label_of(object, managed_by_label) == managed_by_inland &&
           label_of(object, addon_label) == addon;
}

}  // namespace inland::kube
