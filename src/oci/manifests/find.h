// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/image_rules.h"
#include "oci/manifests/found_image.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Every image that a stream of manifests names, in the order of the file: of containers of all
/// kinds, custom resources, kustomizations and Helm's values, and those that controllers are told
/// about in arguments, variables and ConfigMaps. An image is found once for each place that names
/// it. What is no YAML is reported with its place, and so is a container whose image is no name;
/// the rest is searched all the same. Pure; bounded by knowledge::StreamLimits.
std::vector<FoundImage> find_images(const std::string& file, std::string_view text,
                                    const knowledge::ImageRules& rules, Diagnostics& diagnostics);

}  // namespace inland::oci
