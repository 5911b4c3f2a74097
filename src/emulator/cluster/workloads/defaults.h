// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// What the API server fills in before it stores a new object: phases, addresses, strategies.
void set_defaults(Objects& objects, const ResourceType& type, json::object& object);

/// Creates an object as the API server does: with both of what is above and below.
Result<json::object> create_object(Objects& objects, const ResourceType& type, json::object object);

/// What exists because the object does: a new namespace's service account and CA bundle.
void after_create(Objects& objects, const ResourceType& type, const json::object& object);

}  // namespace inland::emulator::cluster
