// SPDX-License-Identifier: Apache-2.0
#include "cli/addon_images.h"

#include "knowledge/needed_images.h"
#include "oci/copy/origin.h"
#include "oci/copy/root_manifest.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> add_images(const DesignedSpec& designed, const knowledge::Addon& addon,
                        const oci::Target& target, std::vector<AddonImage>& images) {
    const auto& spec = designed.spec;
    const auto* version = knowledge::addon_version(addon, spec.version.value);
    for (const auto& needed :
         knowledge::images_of_addon(*designed.tables, spec.region.value, addon, version)) {
        auto name = TRY(oci::parse_image_name(needed.name));
        auto copy = oci::name_in_target(name, target);
        images.push_back({addon.name, {std::move(name), std::move(copy)}});
    }
    return {};
}

/// What the registry has under that name; NotFound without it.
Result<oci::Digest> look_up(RegistryAccess& access, const oci::ImageName& image,
                            const std::stop_token& stop) {
    http::StreamClient http;
    const auto origin = oci::origin_of(image, access.registries(), nullptr);
    return oci::digest_of(*origin, image, http, stop);
}

}  // namespace

Result<oci::Target> registry_of(const DesignedSpec& designed, std::string_view account) {
    if (const auto* registry = std::get_if<spec::UrlRegistry>(&designed.spec.registry))
        return oci::parse_target(registry->url.value);
    const auto& region = designed.spec.region.value;
    auto values = knowledge::placeholders_of(*designed.tables, region);
    values["account"] = account;  // in place of EKS's own
    return oci::Target{.registry =
                           knowledge::expand("{account}.dkr.ecr.{region}.{suffix}", values)};
}

Result<std::vector<AddonImage>> addon_images(const DesignedSpec& designed,
                                             const oci::Target& target) {
    std::vector<AddonImage> images;
    for (const auto& name : designed.spec.addons) {
        const auto* addon = designed.tables->addon(name.value);
        if (addon != nullptr && addon->kind == knowledge::AddonKind::Manifest)
            TRY_VOID(add_images(designed, *addon, target, images));
    }
    return images;
}

Result<std::vector<AddonImage>> missing_images(RegistryAccess& access,
                                               const std::vector<AddonImage>& images,
                                               const std::stop_token& stop) {
    std::vector<AddonImage> missing;
    for (const auto& image : images) {
        const auto found = look_up(access, image.copy.to, stop);
        if (!found && found.error().kind != ErrorKind::NotFound)
            return std::unexpected(
                Error(found.error()).with_context("looking for " + image.copy.to.familiar()));
        if (!found)
            missing.push_back(image);
    }
    return missing;
}

std::vector<std::pair<AddonImage, Error>> images_without_source(
    RegistryAccess& access, const std::vector<AddonImage>& missing, const std::stop_token& stop) {
    std::vector<std::pair<AddonImage, Error>> without;
    for (const auto& image : missing)
        if (auto found = look_up(access, image.copy.from, stop); !found)
            without.emplace_back(image, std::move(found).error());
    return without;
}

}  // namespace inland::cli
