// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::VpcEndpoint;

constexpr drivers::Ec2Type endpoints = {.describe = "DescribeVpcEndpoints",
                                        .list = "VpcEndpoints",
                                        .id = "VpcEndpointId",
                                        .ids_member = "VpcEndpointIds",
                                        .resource_type = "vpc-endpoint"};

void add_list(json::object& input, std::string_view member, const std::vector<std::string>& ids) {
    if (!ids.empty())
        input[member] = drivers::json_list(ids);
}

json::object creation_of(const Context& context, const VpcEndpoint& desired) {
    json::object input{{"VpcId", context.id_of(desired.vpc.value())},
                       {"ServiceName", desired.service_name.value()},
                       {"VpcEndpointType", desired.endpoint_type.value()},
                       {"ClientToken", context.client_token(VpcEndpoint::type, desired.key)}};
    add_list(input, "SubnetIds", drivers::ids_of(context, desired.subnets));
    add_list(input, "RouteTableIds", drivers::ids_of(context, desired.route_tables));
    add_list(input, "SecurityGroupIds", drivers::ids_of(context, desired.security_groups));
    if (desired.private_dns_enabled.is_known())
        input["PrivateDnsEnabled"] = desired.private_dns_enabled.value();
    if (desired.policy_document.is_known())
        input["PolicyDocument"] = desired.policy_document.value();
    return input;
}

Result<std::string> create(Context& context, const VpcEndpoint& desired) {
    return drivers::create_once(
        context, endpoints, desired,
        {"CreateVpcEndpoint", creation_of(context, desired), "VpcEndpoint.VpcEndpointId"});
}

/// "AddSubnetIds" and "RemoveSubnetIds" as far as they differ.
template <typename Ids>
void add_difference(const Context& context, json::object& input, std::string_view member,
                    const Ids& desired, const Ids& observed) {
    if (!desired.is_known())
        return;
    const auto wanted = drivers::ids_of(context, desired);
    const auto there = drivers::ids_of(context, observed);
    add_list(input, "Add" + std::string(member), drivers::without(wanted, there));
    add_list(input, "Remove" + std::string(member), drivers::without(there, wanted));
}

json::object modification_of(const Context& context, const VpcEndpoint& desired,
                             const VpcEndpoint& observed) {
    json::object input;
    add_difference(context, input, "SubnetIds", desired.subnets, observed.subnets);
    add_difference(context, input, "RouteTableIds", desired.route_tables, observed.route_tables);
    add_difference(context, input, "SecurityGroupIds", desired.security_groups,
                   observed.security_groups);
    if (desired.private_dns_enabled.is_known() &&
        desired.private_dns_enabled != observed.private_dns_enabled)
        input["PrivateDnsEnabled"] = desired.private_dns_enabled.value();
    if (desired.policy_document.is_known() && desired.policy_document != observed.policy_document)
        input["PolicyDocument"] = desired.policy_document.value();
    return input;
}

Result<void> attach(Context& context, const VpcEndpoint& desired, const VpcEndpoint* observed) {
    if (observed == nullptr)
        return {};
    auto input = modification_of(context, desired, *observed);
    if (!input.empty()) {
        input["VpcEndpointId"] = observed->id;
        TRY(drivers::change(context, "ec2", "ModifyVpcEndpoint", std::move(input)));
    }
    return drivers::put_tags(context, observed->id, desired.tags, observed);
}

Readiness judge(const json::value& document) {
    return drivers::by_state(document, "available");
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const VpcEndpoint* const> desired) {
    const auto ids = drivers::ids_of(context, desired);
    const auto documents = TRY(drivers::describe(context, endpoints, ids));
    return drivers::readiness(endpoints, ids, documents, judge, NotYet{"not visible yet"});
}

Result<void> remove(Context& context, const VpcEndpoint& observed) {
    const auto answer =
        drivers::change(context, "ec2", "DeleteVpcEndpoints",
                        {{"VpcEndpointIds", json::array{json::value(observed.id)}}});
    if (!answer)
        return drivers::is_gone(answer.error()) ? Result<void>{} : std::unexpected(answer.error());
    // EC2 answers for each id: what it refuses is not an error of the call.
    for (const auto& refused : find_array(*answer, "Unsuccessful")) {
        const Error error{ErrorKind::Failed, string_or_empty(refused, "Error.Message"),
                          string_or_empty(refused, "Error.Code")};
        if (!drivers::is_gone(error))
            return std::unexpected(error);
    }
    return {};
}

/// Its interfaces hold subnets and groups until it is gone from the descriptions.
Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const VpcEndpoint* const> observed) {
    const auto ids = drivers::ids_of(context, observed);
    const auto documents = TRY(drivers::describe(context, endpoints, ids));
    return drivers::readiness(
        endpoints, ids, documents,
        [](const json::value& document) { return drivers::by_state(document, "deleted"); },
        Ready{});
}

}  // namespace

template <>
const Operations<VpcEndpoint>& operations() {
    static constexpr Operations<VpcEndpoint> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .remove = remove,
        .gone = gone,
        .create_duration = "ec2.CreateVpcEndpoint.Interface",
        .remove_duration = "ec2.DeleteVpcEndpoints.Interface"};
    return row;
}

}  // namespace inland::deploy
