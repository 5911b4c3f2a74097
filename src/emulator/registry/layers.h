// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/digest.h"
#include "emulator/registry/records.h"

#include <cstdint>
#include <optional>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// The blobs that a repository knows; their bytes are the BlobStore's. I/O thread only.

/// The size of a blob of that repository.
std::optional<std::uint64_t> layer_size(const World& world, const RepositoryId& repository,
                                        const Digest& digest);
void add_layer(World& world, const RepositoryId& repository, const Digest& digest,
               std::uint64_t size);
/// Whether a manifest of the repository names it: only then it can be mounted elsewhere
/// (containers-roadmap#2860).
bool is_referenced(const World& world, const RepositoryId& repository, const Digest& digest);
void mark_referenced(World& world, const RepositoryId& repository, const Digest& digest);

}  // namespace inland::emulator::registry
