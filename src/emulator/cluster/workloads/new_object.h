// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Makes a new object what the API server would store: its defaults, and the state in which it
/// begins (phases, generations, a Job's selector), whatever the client said of that.
void start_object(Objects& objects, const ResourceType& type, json::object& object);

/// Creates an object as the API server does: with what is above and below.
Result<json::object> create_object(Objects& objects, const ResourceType& type, json::object object);

/// What exists because the object does: a new namespace's service account and CA bundle.
void after_create(Objects& objects, const ResourceType& type, const json::object& object);

}  // namespace inland::emulator::cluster
