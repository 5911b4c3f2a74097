// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/instance_operations.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/refusal.h"
#include "knowledge/tables.h"
#include "user_data/user_data.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// An attribute that is one text or flag: as it is asked for, as calls have it, where it is kept.
struct AttributeRow {
    std::string_view attribute, member, kept;

    [[nodiscard]] json::value default_value() const {
        return attribute == "instanceInitiatedShutdownBehavior" ? json::value("stop")
                                                                : json::value(false);
    }
};

constexpr std::array attributes{
    AttributeRow{"userData", "UserData", "_user_data"},
    AttributeRow{"instanceType", "InstanceType", "InstanceType"},
    AttributeRow{"disableApiTermination", "DisableApiTermination", "_disable_api_termination"},
    AttributeRow{"disableApiStop", "DisableApiStop", "_disable_api_stop"},
    AttributeRow{"instanceInitiatedShutdownBehavior", "InstanceInitiatedShutdownBehavior",
                 "_shutdown_behavior"},
    AttributeRow{"sourceDestCheck", "SourceDestCheck", "SourceDestCheck"},
    AttributeRow{"ebsOptimized", "EbsOptimized", "EbsOptimized"},
};

Result<json::object> describe_instance_attribute(const Call& call) {
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    const auto asked = text_of(call.input, "Attribute");
    if (asked == "groupSet")
        return json::object{{"InstanceId", text_of(call.input, "InstanceId")},
                            {"Groups", list_of(*instance, "SecurityGroups")}};
    const auto* const row = std::ranges::find(attributes, asked, &AttributeRow::attribute);
    if (row == attributes.end())
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter attribute is invalid.", asked));
    const auto* value = instance->if_contains(row->kept);
    return json::object{
        {"InstanceId", text_of(call.input, "InstanceId")},
        {row->member, json::object{{"Value", value == nullptr ? row->default_value() : *value}}}};
}

/// Type and user data of a machine that runs cannot be changed.
Result<void> check_stopped(const Call& call, const json::object& instance,
                           std::string_view attribute) {
    const bool needs_it = attribute == "userData" || attribute == "instanceType";
    if (!needs_it || text_of(object_of(instance, "State"), "Name") == "stopped")
        return {};
    return refuse("IncorrectInstanceState",
                  fmt::format("The instance '{}' is not in the 'stopped' state.",
                              text_of(call.input, "InstanceId")));
}

Result<json::object> change_groups(const Call& call, const RecordKey& key) {
    const auto groups = texts_of(call.input, "Groups");
    for (const auto& id : groups)
        (void)TRY(lookup(call, security_group_type, id));
    const auto identifiers = group_identifiers(call.world, call.scope(), groups);
    const auto interfaces = list_of(*call.world.store().find(key), "NetworkInterfaces");
    for (const auto& row : interfaces)
        call.world.store().update(
            key_of(call, network_interface_type, text_of(row.as_object(), "NetworkInterfaceId")),
            [&](json::object& document) { document["Groups"] = identifiers; });
    call.world.store().update(
        key, [&](json::object& document) { document["SecurityGroups"] = identifiers; });
    return json::object{};
}

Result<json::object> modify_instance_attribute(const Call& call) {
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    const auto key = key_of(call, instance_type, text_of(call.input, "InstanceId"));
    if (has(call.input, "Groups"))
        return change_groups(call, key);
    const auto named = text_of(call.input, "Attribute");
    for (const auto& row : attributes) {
        const auto* given = object_of(call.input, row.member).if_contains("Value");
        const json::value value =
            given != nullptr ? *given : json::value(text_of(call.input, "Value"));
        if (given == nullptr && named != row.attribute)
            continue;
        TRY_VOID(check_stopped(call, *instance, row.attribute));
        call.world.store().update(key, [&](json::object& document) { document[row.kept] = value; });
        return json::object{};
    }
    return refuse("InvalidParameterCombination", "No attributes specified.");
}

constexpr std::array operations{
    OperationRow{"DescribeInstanceAttribute", ec2<describe_instance_attribute>},
    OperationRow{"ModifyInstanceAttribute", ec2<modify_instance_attribute>},
};

}  // namespace

Result<void> check_user_data(const json::object& data, std::string_view code) {
    const auto bytes = decode_base64(text_of(data, "UserData"));
    if (!bytes)
        return refuse(std::string(code), "Invalid BASE64 encoding of user data.");
    if (bytes->size() > user_data::maximum_bytes)
        return refuse("InvalidParameterValue", "User data is limited to 16384 bytes");
    return {};
}

std::span<const OperationRow> instance_attribute_operations() {
    return operations;
}

}  // namespace inland::emulator
