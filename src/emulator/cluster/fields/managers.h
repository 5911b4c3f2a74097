// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/cluster/fields/field_set.h"

#include <string>
#include <string_view>
#include <vector>

/// Who owns which fields of an object: metadata.managedFields.
namespace inland::emulator::cluster {

inline constexpr std::string_view apply_operation = "Apply";
inline constexpr std::string_view update_operation = "Update";

/// Who writes, and how. An entry of managedFields is his when all four are equal.
struct Writer {
    std::string manager;  ///< "kubectl-client-side-apply"
    std::string_view operation = update_operation;
    std::string api_version;
    std::string subresource = {};
};

/// One entry of managedFields.
struct FieldManager {
    std::string manager, operation, api_version, subresource;
    std::string time;  ///< RFC 3339
    FieldSet fields;

    [[nodiscard]] bool is(const Writer& writer) const;
};
using FieldManagers = std::vector<FieldManager>;

FieldManagers managers_of(const json::object& object);
/// Those without fields are left out.
void set_managers(json::object& object, const FieldManagers& managers);

/// After an update: what it changed is the writer's alone. Starts from what the object says of its
/// managers, or, where it says nothing, from what the live one does; `live` is null for a new
/// object.
void own_changes(json::object& object, const json::object* live, const Writer& writer,
                 const json::object* schema, TimePoint now);

/// The object without what nobody owns: names, versions, the managers themselves.
json::object ownable_part(json::object object);

}  // namespace inland::emulator::cluster
