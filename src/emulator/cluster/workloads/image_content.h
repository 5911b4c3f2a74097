// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <optional>
#include <string>

namespace inland::emulator::cluster {

/// What containerd says when the registry, which a machine reached, does not have the image;
/// nothing when it has it, or is one that the emulated world knows nothing of (a company's own).
std::optional<std::string> missing_content(World& world, const std::string& image);

}  // namespace inland::emulator::cluster
