// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/instance_operations.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/iam/instance_profile.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"
#include "knowledge/tables.h"

#include <array>
#include <vector>

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

Result<void> check_image(const Call& call, const std::string& id) {
    if (id.empty())
        return refuse("MissingParameter", "The request must contain the parameter ImageId");
    if (!id.starts_with("ami-"))
        return refuse("InvalidAMIID.Malformed",
                      fmt::format("Invalid id: \"{}\" (expecting \"ami-...\")", id));
    if (!image_of_id(call.world, call.caller.region, id))
        return refuse("InvalidAMIID.NotFound",
                      fmt::format("The image id '[{}]' does not exist", id));
    return {};
}

/// The profile must be one of the account's.
Result<void> check_profile(const Call& call, const json::object& data, const std::string& arn) {
    const auto& profile = object_of(data, "IamInstanceProfile");
    if (profile.empty() || is_instance_profile(call.world, call.scope(), arn))
        return {};
    const auto* said = has(profile, "Arn") ? "Arn" : "Name";
    return refuse("InvalidParameterValue",
                  fmt::format("Value ({}) for parameter iamInstanceProfile.{} is invalid. Invalid "
                              "IAM Instance Profile {}",
                              text_of(profile, said), has(profile, "Arn") ? "arn" : "name",
                              has(profile, "Arn") ? "ARN" : "name"));
}

/// Where the machine goes: said for the instance, or for its first interface.
std::string subnet_of(const json::object& data) {
    const auto& interfaces = list_of(data, "NetworkInterfaces");
    if (has(data, "SubnetId") || interfaces.empty())
        return text_of(data, "SubnetId");
    return text_of(interfaces.front().as_object(), "SubnetId");
}

Result<NewInstance> instance_of(const Call& call, const json::object& data) {
    TRY_VOID(check_user_data(data, "InvalidParameterValue"));
    auto spec = new_instance_from(call.world, call.scope(), data);
    TRY_VOID(check_image(call, spec.image_id));
    TRY_VOID(check_profile(call, data, spec.profile_arn));
    if (spec.instance_type.empty() ||
        call.world.tables().instance_type(spec.instance_type) == nullptr)
        return refuse("InvalidParameterValue",
                      fmt::format("Invalid value '{}' for InstanceType.", spec.instance_type));
    spec.subnet_id = subnet_of(data);
    if (spec.subnet_id.empty())
        return refuse("MissingInput", "No subnets found for the default VPC; say SubnetId.");
    const auto* subnet = TRY(lookup(call, subnet_type, spec.subnet_id));
    if (spec.group_ids.empty())
        spec.group_ids = {TRY(default_group_for(call, text_of(*subnet, "VpcId")))};
    for (const auto& specification : list_of(call.input, "TagSpecifications"))
        if (text_of(specification.as_object(), "ResourceType") == instance_type.tag_type)
            merge_tags(spec.tags, list_of(specification.as_object(), "Tags"));
    return spec;
}

Result<json::object> run_instances(const Call& call) {
    TRY_VOID(require(call, {"MinCount", "MaxCount"}));
    const auto spec = TRY(instance_of(call, TRY(launch_data(call))));
    json::object reservation{{"OwnerId", call.caller.account}, {"Groups", json::array()}};
    const auto minimum = number_of(call.input, "MinCount");
    const auto maximum = number_of(call.input, "MaxCount");
    if (minimum < 1 || minimum > maximum)
        return refuse(
            "InvalidParameterValue",
            fmt::format("Invalid value '{}' for minCount. Must be at least 1 and not more "
                        "than maxCount.",
                        minimum));
    for (std::int64_t count = 0; count < maximum; ++count) {
        const auto id = launch_instance(call.world, call.scope(), spec);
        if (!id && count < minimum)
            return std::unexpected(id.error());
        if (!id)
            break;
        auto instance = shown(call, instance_type, *id);
        reservation["ReservationId"] = text_of(instance, "_reservation_id");
        list_in(reservation, "Instances").push_back(std::move(instance));
    }
    return reservation;
}

Result<json::object> get_console_output(const Call& call) {
    const auto* instance = TRY(lookup_input(call, instance_type, "InstanceId"));
    return json::object{{"InstanceId", text_of(call.input, "InstanceId")},
                        {"Output", base64(text_of(*instance, "_console"))},
                        {"Timestamp", timestamp(call.world)}};
}

constexpr std::array operations{
    OperationRow{"DescribeInstances", ec2<describe_instances>},
    OperationRow{"DescribeInstanceStatus", ec2<describe_instance_status>},
    OperationRow{"RunInstances", ec2<run_instances>},
    OperationRow{"GetConsoleOutput", ec2<get_console_output>},
};

}  // namespace

std::span<const OperationRow> instance_operations() {
    static const auto all = [] {
        std::vector<OperationRow> rows(operations.begin(), operations.end());
        for (const auto table : {instance_state_operations(), instance_attribute_operations()})
            rows.insert(rows.end(), table.begin(), table.end());
        return rows;
    }();
    return all;
}

}  // namespace inland::emulator
