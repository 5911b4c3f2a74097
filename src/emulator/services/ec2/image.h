// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::knowledge {
struct AmiPath;
}

namespace inland::emulator {

/// An EKS-optimised image: which system, for which Kubernetes.
struct Image {
    const knowledge::AmiPath* path = nullptr;
    std::string version;    ///< Kubernetes minor
    std::string parameter;  ///< the SSM parameter that names it
    std::string id;         ///< "ami-…", always the same for a release and a Region
    std::string release_version;
};

/// The image of a node group's amiType and version; nothing when EKS has none.
std::optional<Image> image_for(const World& world, std::string_view region,
                               std::string_view ami_type, std::string_view version);
/// The image of that id or SSM parameter, or nothing.
std::optional<Image> image_of_id(const World& world, std::string_view region, std::string_view id);
std::optional<Image> image_of_parameter(const World& world, std::string_view region,
                                        std::string_view parameter);

/// The SSM parameters that name the Region's images.
std::vector<std::string> image_parameters(const World& world, std::string_view region);

}  // namespace inland::emulator
