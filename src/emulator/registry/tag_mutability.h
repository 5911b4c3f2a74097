// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/registry/digest.h"
#include "emulator/registry/records.h"

#include <string_view>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// A tag as the distribution specification has it: up to 128 letters, digits, '_', '.', '-'.
bool is_tag(std::string_view text);

/// Whether the repository's settings let `tag` name `digest`: InvalidParameterException for what
/// is no tag, ImageTagAlreadyExistsException where it is immutable and names another image.
Result<void> check_tag(const World& world, const RepositoryId& repository, std::string_view tag,
                       const Digest& digest);

}  // namespace inland::emulator::registry
