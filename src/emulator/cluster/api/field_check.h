// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/api_call.h"

#include <string>
#include <vector>

/// Server-side field validation: what a request says of its type's fields.
namespace inland::emulator::cluster {

/// Drops what the type does not have, fills in a custom resource's defaults, and returns what to
/// warn of. BadRequest for wrong types, and with fieldValidation=Strict for unknown fields.
Result<std::vector<std::string>> check_fields(const ApiCall& call, json::object& object);

/// Invalid when a custom resource's schema does not admit the object.
Result<void> check_schema(const ResourceType& type, const json::object& object);

}  // namespace inland::emulator::cluster
