// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// A resource that a call is judged on: its ARN, and what its record tells beside it.
struct JudgedResource {
    std::string arn;
    std::string type;                                      ///< "subnet"
    std::string shown;                                     ///< what a denial calls it
    std::map<std::string, std::vector<std::string>> keys;  ///< condition keys, lower case
    std::string policy;    ///< the resource's own, JSON; "" when it has none
    bool guarded = false;  ///< the resource's own policy must allow by itself
};

/// Looks an ARN (or what of it a call tells: "role/NAME" without its path) up among the records, as
/// permissions.yaml says where; what has no record is judged by its ARN alone. `account`: whose
/// records, for ARNs without one.
JudgedResource judged_resource(const World& world, const std::string& account,
                               const std::string& arn);

/// "subnet/subnet-1" for an id of EC2, by its beginning; nullopt for ids that no row knows.
std::optional<std::string> typed_id(const knowledge::ServicePermissions& service,
                                    std::string_view id);

/// The tags of a record or an input, in whichever form the service keeps them.
std::map<std::string, std::string> tags_in(const json::object& document);

}  // namespace inland::emulator
