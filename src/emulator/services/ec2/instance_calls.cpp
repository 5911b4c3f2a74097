// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

json::object reservation_of(const Call& call, json::object instance) {
    json::object reservation{{"ReservationId", text_of(instance, "_reservation_id")},
                             {"OwnerId", call.caller.account},
                             {"Groups", json::array()}};
    reservation["Instances"] = json::array{std::move(instance)};
    return reservation;
}

Result<json::object> describe_instances(const Call& call) {
    json::array reservations;
    for (auto& instance : TRY(select(call, instance_type)))
        reservations.push_back(reservation_of(call, std::move(instance.get_object())));
    return paginate(call, "Reservations", std::move(reservations));
}

Result<json::object> describe_instance_status(const Call& call) {
    const json::object passed{
        {"Status", "ok"},
        {"Details", json::array{json::object{{"Name", "reachability"}, {"Status", "passed"}}}}};
    const bool all = flag_of(call.input, "IncludeAllInstances");
    json::array rows;
    for (const auto& element : TRY(select(call, instance_type))) {
        const auto& instance = element.get_object();
        if (!all && text_of(object_of(instance, "State"), "Name") != "running")
            continue;
        rows.push_back(json::object{
            {"AvailabilityZone", text_of(object_of(instance, "Placement"), "AvailabilityZone")},
            {"InstanceId", text_of(instance, "InstanceId")},
            {"InstanceState", object_of(instance, "State")},
            {"InstanceStatus", passed},
            {"SystemStatus", passed}});
    }
    return paginate(call, "InstanceStatuses", std::move(rows));
}

/// The launch template's data below what the call says itself.
Result<json::object> launch_data(const Call& call) {
    json::object data;
    if (has(call.input, "LaunchTemplate"))
        data = TRY(launch_template_data(call.world, call.scope(),
                                        object_of(call.input, "LaunchTemplate")));
    for (const auto& [member, value] : call.input)
        data[member] = value;
    return data;
}

Result<NewInstance> instance_of(const Call& call, const json::object& data) {
    auto spec = new_instance_from(call.world, call.scope(), data);
    if (spec.instance_type.empty() ||
        call.world.tables().instance_type(spec.instance_type) == nullptr)
        return refuse("InvalidParameterValue",
                      fmt::format("Invalid value '{}' for InstanceType.", spec.instance_type));
    spec.subnet_id = text_of(data, "SubnetId");
    if (spec.subnet_id.empty())
        return refuse("MissingInput", "No subnets found for the default VPC; say SubnetId.");
    const auto* subnet = TRY(lookup(call, subnet_type, spec.subnet_id));
    if (spec.group_ids.empty())
        spec.group_ids = {
            default_security_group_of(call.world, call.scope(), text_of(*subnet, "VpcId"))};
    for (const auto& specification : list_of(call.input, "TagSpecifications"))
        if (text_of(specification.as_object(), "ResourceType") == instance_type.tag_type)
            merge_tags(spec.tags, list_of(specification.as_object(), "Tags"));
    return spec;
}

Result<json::object> run_instances(const Call& call) {
    TRY_VOID(require(call, {"MinCount", "MaxCount"}));
    const auto spec = TRY(instance_of(call, TRY(launch_data(call))));
    json::object reservation{{"OwnerId", call.caller.account}, {"Groups", json::array()}};
    for (std::int64_t count = 0; count < number_of(call.input, "MaxCount"); ++count) {
        const auto id = launch_instance(call.world, call.scope(), spec);
        if (!id && count < number_of(call.input, "MinCount"))
            return std::unexpected(id.error());
        if (!id)
            break;
        auto instance = shown(call, instance_type, *id);
        reservation["ReservationId"] = text_of(instance, "_reservation_id");
        list_in(reservation, "Instances").push_back(std::move(instance));
    }
    return reservation;
}

Result<json::object> terminate_instances(const Call& call) {
    TRY_VOID(require(call, {"InstanceIds"}));
    const auto ids = texts_of(call.input, "InstanceIds");
    for (const auto& id : ids)
        (void)TRY(lookup(call, instance_type, id));
    json::array rows;
    for (const auto& id : ids) {
        const auto before = object_of(*TRY(lookup(call, instance_type, id)), "State");
        terminate_instance(call.world, key_of(call, instance_type, id));
        rows.push_back(json::object{
            {"InstanceId", id},
            {"CurrentState", object_of(*TRY(lookup(call, instance_type, id)), "State")},
            {"PreviousState", before}});
    }
    return json::object{{"TerminatingInstances", std::move(rows)}};
}

Result<json::object> get_console_output(const Call& call) {
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    return json::object{{"InstanceId", text_of(call.input, "InstanceId")},
                        {"Output", base64(text_of(*instance, "_console"))},
                        {"Timestamp", timestamp(call.world)}};
}

Result<json::object> describe_instance_attribute(const Call& call) {
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    json::object output{{"InstanceId", text_of(call.input, "InstanceId")}};
    const auto attribute = text_of(call.input, "Attribute");
    if (attribute == "userData")
        output["UserData"] = json::object{{"Value", text_of(*instance, "_user_data")}};
    else if (attribute == "instanceType")
        output["InstanceType"] = json::object{{"Value", text_of(*instance, "InstanceType")}};
    else if (attribute == "disableApiTermination")
        output["DisableApiTermination"] = json::object{{"Value", false}};
    else if (attribute == "instanceInitiatedShutdownBehavior")
        output["InstanceInitiatedShutdownBehavior"] = json::object{{"Value", "stop"}};
    else
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter attribute is invalid.", attribute));
    return output;
}

constexpr std::array operations{
    OperationRow{"DescribeInstances", ec2<describe_instances>},
    OperationRow{"DescribeInstanceStatus", ec2<describe_instance_status>},
    OperationRow{"DescribeInstanceAttribute", ec2<describe_instance_attribute>},
    OperationRow{"RunInstances", ec2<run_instances>},
    OperationRow{"TerminateInstances", ec2<terminate_instances>},
    OperationRow{"GetConsoleOutput", ec2<get_console_output>},
};

}  // namespace

std::span<const OperationRow> instance_operations() {
    return operations;
}

}  // namespace inland::emulator
