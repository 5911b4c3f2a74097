// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/api_call.h"
#include "emulator/cluster/fields/managers.h"

/// How what a request says becomes what is stored: placed, checked, defaulted, owned by its writer.
namespace inland::emulator::cluster {

/// The query's fieldManager, or what the client calls itself; `operation` is update or apply.
Writer writer_of(const ApiCall& call, std::string_view operation = update_operation);

/// The path says where an object is; a body that says something else is BadRequest.
Result<void> place_object(const ApiCall& call, json::object& object);

/// The call's object; NotFound when there is none.
Result<const json::object*> stored_object(const ApiCall& call);

/// Who owns the fields of what is written.
enum class Ownership { ByChange, AsSaid };

/// Stores a new object. With Ownership::AsSaid its managers are already what it says.
Result<ApiAnswer> store_new(const ApiCall& call, json::object object,
                            Ownership ownership = Ownership::ByChange);
/// Stores a changed object: through a subresource only that part of it.
Result<ApiAnswer> store_changed(const ApiCall& call, json::object wanted,
                                Ownership ownership = Ownership::ByChange);

/// application/apply-patch+yaml: makes the object, or lays the configuration over it.
Result<ApiAnswer> answer_apply(const ApiCall& call);

/// An object as the call wants to see it.
ApiAnswer answer_with(const ApiCall& call, const json::object& object, int status = 200);

}  // namespace inland::emulator::cluster
