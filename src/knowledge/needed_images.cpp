// SPDX-License-Identifier: Apache-2.0
#include "knowledge/needed_images.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::knowledge {

namespace {

constexpr std::string_view eks_registry = "{account}.dkr.ecr.{region}.{suffix}/";

std::string name_of(const Image& image, const Placeholders& placeholders,
                    const AddonVersion* version) {
    const std::string path =
        (registry_host(image).empty() ? std::string(eks_registry) : std::string()) +
        image.repository;
    Placeholders values = placeholders;
    if (version != nullptr)
        values["version"] = version->version;
    const bool has_tag = version != nullptr || image.tag.find("{version}") == std::string::npos;
    return expand(has_tag ? path + ":" + image.tag : path, values);
}

}  // namespace

const AddonVersion* addon_version(const Addon& addon, std::string_view kubernetes) {
    const AddonVersion* newest = nullptr;
    for (const auto& version : addon.versions) {
        if (std::ranges::find(version.kubernetes, kubernetes) == version.kubernetes.end())
            continue;
        if (version.is_default)
            return &version;
        if (newest == nullptr)
            newest = &version;
    }
    return newest;
}

std::string registry_host(const Image& image) {
    const std::string first = image.repository.substr(0, image.repository.find('/'));
    const bool names_host =
        first.size() < image.repository.size() && first.find_first_of(".:") != std::string::npos;
    return names_host ? first : std::string();
}

std::string copied_repository(const Image& image) {
    auto name = image.repository;
    std::ranges::replace(name, ':', '-');
    return name;
}

std::vector<NeededImage> images_of_addon(const Tables& tables, std::string_view region,
                                         const Addon& addon, const AddonVersion* version) {
    const auto placeholders = placeholders_of(tables, region);
    std::vector<NeededImage> images;
    for (const Image& image : addon.images)
        images.push_back(
            {.name = name_of(image, placeholders, version),
             .needed_by = "add-on " + addon.name,
             .origin = ImageOrigin::Registry,
             .tag = addon.kind == AddonKind::EksManaged ? TagSource::Account : TagSource::Tables,
             .source = image.source});
    return images;
}

std::vector<NeededImage> images_of_nodes(const Tables& tables, const ImageRules& rules,
                                         std::string_view region,
                                         std::string_view operating_system) {
    const auto placeholders = placeholders_of(tables, region);
    std::vector<NeededImage> images;
    for (const NodeImage& node : rules.nodes)
        if (node.operating_system == operating_system)
            images.push_back(
                {.name = expand(node.image, placeholders),
                 .needed_by = fmt::format("{} ({})", node.operating_system, node.purpose),
                 .origin = node.origin,
                 .tag = TagSource::Tables,
                 .source = node.source});
    return images;
}

}  // namespace inland::knowledge
