// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"
#include "emulator/world.h"

#include <string_view>
#include <vector>

/// What a cluster serves: the built-in types and those of its CustomResourceDefinitions.
namespace inland::emulator::cluster {

/// Every type that is served, built-in ones first; of several versions of a custom resource all.
/// A custom type's address stays good while the process lives: watches hold on to it.
std::vector<const ResourceType*> served_types(World& world, const RecordKey& cluster);
/// Each resource once, whatever its versions.
std::vector<const ResourceType*> stored_types(World& world, const RecordKey& cluster);
/// The type under that path, or nullptr.
const ResourceType* find_served_type(World& world, const RecordKey& cluster, std::string_view group,
                                     std::string_view version, std::string_view plural);

/// The types that a definition describes: one for each version that is served.
std::vector<ResourceType> types_of_definition(const json::object& definition);

}  // namespace inland::emulator::cluster
