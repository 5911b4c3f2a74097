// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/authorization/resource.h"
#include "emulator/service.h"
#include "knowledge/tables.h"

#include <map>
#include <string>
#include <vector>

namespace inland::emulator {

/// Condition keys, lower case, with their values.
using ConditionKeys = std::map<std::string, std::vector<std::string>>;

/// The keys that every request of the caller has (IAM User Guide, "AWS global condition context
/// keys"). aws:SecureTransport is true: the embedded AWS stands for AWS's own HTTPS endpoints.
/// aws:CurrentTime is the wall's, as sessions and signatures keep to it.
ConditionKeys caller_keys(const World& world, const Caller& caller, TimePoint wall_now);

/// The keys that the call's input fills: the service's own, aws:TagKeys, and aws:RequestTag/KEY of
/// what is created or tagged.
ConditionKeys input_keys(const Call& call, const knowledge::ServicePermissions& service);

/// aws:RequestTag/KEY and aws:TagKeys of EC2's TagSpecifications for resources of one type.
ConditionKeys tag_specification_keys(const json::object& input, std::string_view type);

/// What the placeholders of permissions.yaml stand for in a call.
std::vector<std::string> placeholder_values(const Call& call,
                                            const knowledge::ServicePermissions& service,
                                            std::string_view name);

}  // namespace inland::emulator
