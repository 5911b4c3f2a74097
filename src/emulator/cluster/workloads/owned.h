// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>
#include <vector>

/// Objects and who controls them (metadata.ownerReferences).
namespace inland::emulator::cluster {

/// Whether `owner` is among the object's owners.
bool is_owned_by(const json::object& object, const json::object& owner);
/// The objects of a type that `owner` owns, as they are now.
std::vector<json::object> owned_objects(const Objects& objects, const ResourceType& type,
                                        const json::object& owner);
/// Every object of a type, as it is now: for loops that change them.
std::vector<json::object> all_objects(const Objects& objects, const ResourceType& type);
/// What an owned object says of its controller.
json::object controller_reference(const json::object& owner);

/// An annotation, or "".
std::string annotation_of(const json::object& object, std::string_view name);

}  // namespace inland::emulator::cluster
