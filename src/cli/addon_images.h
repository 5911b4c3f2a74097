// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/registry_access.h"
#include "cli/spec_file.h"
#include "core/result.h"
#include "oci/copy/copy.h"
#include "oci/copy/target.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// An image that an add-on of Inland's needs, and where the cluster pulls it from.
struct AddonImage {
    std::string addon;
    oci::CopyRequest copy;
};

/// The spec's own registry: Amazon ECR of the account, or the one that it names.
Result<oci::Target> registry_of(const DesignedSpec& designed, std::string_view account);

/// The images of the spec's add-ons of kind manifest, in the spec's order.
Result<std::vector<AddonImage>> addon_images(const DesignedSpec& designed,
                                             const oci::Target& target);

/// Those that are not where the cluster pulls them from. Reads only.
Result<std::vector<AddonImage>> missing_images(RegistryAccess& access,
                                               const std::vector<AddonImage>& images,
                                               const std::stop_token& stop);

/// Of the missing ones, those that this machine cannot copy, each with the reason.
std::vector<std::pair<AddonImage, Error>> images_without_source(
    RegistryAccess& access, const std::vector<AddonImage>& missing, const std::stop_token& stop);

}  // namespace inland::cli
