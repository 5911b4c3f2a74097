// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::emulator::cluster {

/// What is wrong with an object's fields.
struct Decoding {
    std::vector<std::string> unknown;     ///< "spec.replcas", and dropped
    std::optional<std::string> mismatch;  ///< what Go's decoder says of the first wrong type
};

/// Reads a built-in type's object as the API server's decoder does: fields that the type does not
/// have are dropped, as are nulls; quantities given as numbers become text.
Decoding decode(json::object& object, const json::object& schema);

/// The same for a custom resource: unknown fields are pruned, except where the schema preserves
/// them. Types are the validation's affair.
std::vector<std::string> prune(json::object& object, const json::object& schema);

/// Fills in the defaults of a custom resource's schema.
void set_schema_defaults(json::value& value, const json::object& schema);

}  // namespace inland::emulator::cluster
