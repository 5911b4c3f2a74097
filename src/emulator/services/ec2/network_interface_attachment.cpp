// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

Result<void> check_free(const json::object& interface) {
    if (text_of(interface, "Status") == "available")
        return {};
    return refuse("InvalidNetworkInterface.InUse",
                  fmt::format("Interface: [{}] in use.", text_of(interface, "NetworkInterfaceId")));
}

Result<void> check_machine(const Call& call, const json::object& instance,
                           const json::object& interface) {
    const auto id = text_of(instance, "InstanceId");
    if (!is_alive(instance))
        return refuse("IncorrectState",
                      fmt::format("Instance '{}' is not in a valid state for this operation", id));
    if (text_of(object_of(instance, "Placement"), "AvailabilityZone") !=
        text_of(interface, "AvailabilityZone"))
        return refuse("InvalidParameterCombination",
                      "You may not attach a network interface to an instance if they are not in "
                      "the same availability zone");
    const auto device = number_of(call.input, "DeviceIndex");
    const auto attached = records_where(call.world, call.scope(), kind::network_interface,
                                        "Attachment.InstanceId", id);
    for (const auto& [other_id, other] : attached)
        if (number_of(object_of(*other, "Attachment"), "DeviceIndex") == device)
            return refuse("InvalidParameterValue",
                          fmt::format("Instance '{}' already has an interface attached at device "
                                      "index '{}'.",
                                      id, device));
    const auto* type = call.world.tables().instance_type(text_of(instance, "InstanceType"));
    if (type != nullptr && attached.size() >= static_cast<std::size_t>(type->max_interfaces))
        return refuse("AttachmentLimitExceeded",
                      fmt::format("Interface count {} exceeds the limit for {}",
                                  attached.size() + 1, type->name));
    return {};
}

/// How DescribeInstances shows an interface.
json::object instance_row(const json::object& interface) {
    json::object row;
    copy_members(interface, row,
                 {"NetworkInterfaceId", "SubnetId", "VpcId", "Description", "OwnerId", "MacAddress",
                  "PrivateIpAddress", "PrivateDnsName", "PrivateIpAddresses", "Groups",
                  "SourceDestCheck", "Status", "InterfaceType", "Attachment"});
    object_in(row, "Attachment").erase("InstanceId");
    object_in(row, "Attachment").erase("InstanceOwnerId");
    return row;
}

Result<json::object> attach(const Call& call) {
    TRY_VOID(require(call, {"DeviceIndex"}));
    const auto* interface = TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    TRY_VOID(check_free(*interface));
    TRY_VOID(check_machine(call, *instance, *interface));
    const auto attachment = call.world.new_id("eni-attach-");
    const auto key =
        key_of(call, network_interface_type, text_of(call.input, "NetworkInterfaceId"));
    call.world.store().update(key, [&](json::object& document) {
        document["Status"] = "in-use";
        document["Attachment"] = json::object{{"AttachTime", timestamp(call.world)},
                                              {"AttachmentId", attachment},
                                              {"DeleteOnTermination", false},
                                              {"DeviceIndex", number_of(call.input, "DeviceIndex")},
                                              {"NetworkCardIndex", 0},
                                              {"InstanceId", text_of(call.input, "InstanceId")},
                                              {"InstanceOwnerId", call.caller.account},
                                              {"Status", "attaching"}};
    });
    turn_after(call.world, call.world.tables().typical("ec2.AttachNetworkInterface"), key,
               "Attachment.Status", "attaching", "attached");
    const auto row = instance_row(*call.world.store().find(key));
    call.world.store().update(
        key_of(call, instance_type, text_of(call.input, "InstanceId")),
        [&](json::object& machine) { list_in(machine, "NetworkInterfaces").push_back(row); });
    return json::object{{"AttachmentId", attachment}, {"NetworkCardIndex", 0}};
}

Result<json::object> detach(const Call& call) {
    TRY_VOID(require(call, {"AttachmentId"}));
    const auto id = text_of(call.input, "AttachmentId");
    const auto found = records_where(call.world, call.scope(), kind::network_interface,
                                     "Attachment.AttachmentId", id);
    if (found.empty())
        return refuse("InvalidAttachmentID.NotFound",
                      fmt::format("The attachment ID '{}' does not exist", id));
    const auto& [interface_id, interface] = found.front();
    const auto attachment = object_of(*interface, "Attachment");
    if (flag_of(*interface, "RequesterManaged"))
        return refuse("OperationNotPermitted",
                      "You are not allowed to manage 'ela-attach' attachments.");
    if (number_of(attachment, "DeviceIndex") == 0)
        return refuse("OperationNotPermitted",
                      "The network interface at device index 0 cannot be detached.");
    call.world.store().update(
        key_of(call, instance_type, text_of(attachment, "InstanceId")), [&](json::object& machine) {
            erase_where(list_in(machine, "NetworkInterfaces"), "NetworkInterfaceId", interface_id);
        });
    call.world.store().update(key_of(call, network_interface_type, interface_id),
                              [](json::object& document) {
                                  document["Status"] = "available";
                                  document.erase("Attachment");
                              });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"AttachNetworkInterface", ec2<attach>},
    OperationRow{"DetachNetworkInterface", ec2<detach>},
};

}  // namespace

std::span<const OperationRow> network_interface_attachment_operations() {
    return operations;
}

}  // namespace inland::emulator
