// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

#include <string_view>

namespace inland::emulator::cluster {

/// What the API server fills in before it stores an object, new or changed: strategies, protocols,
/// addresses of Services. What is said stays; a second time changes nothing.
void set_defaults(Objects& objects, const ResourceType& type, json::object& object);

/// The same for a pod's spec alone, as templates have it.
void set_pod_spec_defaults(json::object& spec);

void set_if_missing(json::object& object, std::string_view member, json::value value);

}  // namespace inland::emulator::cluster
