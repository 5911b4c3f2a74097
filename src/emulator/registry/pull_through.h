// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/registry/records.h"

#include <string_view>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// Brings an image that a pull-through cache rule of the registry covers from its upstream: makes
/// the repository and stores the image, an index with all its platforms. Does nothing without such
/// a rule, for what is there already, and for what the upstream does not have either.
Result<void> pull_through(World& world, const RepositoryId& repository, std::string_view reference);

}  // namespace inland::emulator::registry
