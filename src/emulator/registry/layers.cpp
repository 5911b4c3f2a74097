// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/layers.h"

#include "emulator/services/members.h"
#include "emulator/world.h"

namespace inland::emulator::registry {

namespace {

RecordKey layer_key(const RepositoryId& repository, const Digest& digest) {
    return {repository.scope, std::string(kind::layer), repository.name + "@" + digest.text()};
}

}  // namespace

std::optional<std::uint64_t> layer_size(const World& world, const RepositoryId& repository,
                                        const Digest& digest) {
    const auto* layer = world.store().find(layer_key(repository, digest));
    return layer == nullptr ? std::nullopt
                            : std::optional(static_cast<std::uint64_t>(number_of(*layer, "size")));
}

void add_layer(World& world, const RepositoryId& repository, const Digest& digest,
               std::uint64_t size) {
    const auto key = layer_key(repository, digest);
    if (world.store().find(key) == nullptr)
        world.store().put(key, {{"size", size}});
}

bool is_referenced(const World& world, const RepositoryId& repository, const Digest& digest) {
    const auto* layer = world.store().find(layer_key(repository, digest));
    return layer != nullptr && flag_of(*layer, "_referenced");
}

void mark_referenced(World& world, const RepositoryId& repository, const Digest& digest) {
    if (!is_referenced(world, repository, digest))
        world.store().update(layer_key(repository, digest),
                             [](json::object& layer) { layer["_referenced"] = true; });
}

}  // namespace inland::emulator::registry
