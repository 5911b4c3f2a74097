// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/image_name.h"
#include "oci/platform.h"
#include "oci/registry/registries.h"

#include <stop_token>
#include <vector>

namespace inland::oci {

using AskedPlatforms = Result<std::vector<Platform>>;

/// Asks the images' registries what they run on, several at a time: what an index names, or what
/// the config of a single image says. The answers are in the order of the images; an artifact runs
/// on nothing.
std::vector<AskedPlatforms> ask_platforms(const std::vector<ImageName>& images,
                                          Registries& registries, const std::stop_token& stop);

}  // namespace inland::oci
