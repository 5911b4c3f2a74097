// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/internet_gateway.h"

#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

json::object attachment_to(std::string_view vpc_id) {
    return {{"State", "available"}, {"VpcId", vpc_id}};
}

Result<json::object> create_internet_gateway(const Call& call) {
    TRY_VOID(check_one_more(call, "ec2.InternetGatewaysPerRegion", kind::internet_gateway));
    const auto id =
        make_internet_gateway(call.world, call.scope(), TRY(tags_for(call, internet_gateway_type)));
    return json::object{{"InternetGateway", shown(call, internet_gateway_type, id)}};
}

Result<json::object> delete_internet_gateway(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, internet_gateway_type, "InternetGatewayId"));
    const auto id = text_of(call.input, "InternetGatewayId");
    if (!list_of(*gateway, "Attachments").empty())
        return dependency_violation("internetGateway", id);
    call.world.store().erase(key_of(call, internet_gateway_type, id));
    return json::object{};
}

Result<json::object> attach_internet_gateway(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, internet_gateway_type, "InternetGatewayId"));
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    const auto id = text_of(call.input, "InternetGatewayId");
    const auto vpc = text_of(call.input, "VpcId");
    if (!list_of(*gateway, "Attachments").empty())
        return refuse("Resource.AlreadyAssociated",
                      fmt::format("resource {} is already attached to network {}", id,
                                  values_at(*gateway, "Attachments[].VpcId").front()));
    if (any_where(call.world, call.scope(), kind::internet_gateway, "Attachments[].VpcId", vpc))
        return refuse("InvalidParameterValue",
                      fmt::format("Network {} already has an internet gateway attached", vpc));
    attach_to_vpc(call.world, call.scope(), id, vpc);
    return json::object{};
}

Result<json::object> detach_internet_gateway(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, internet_gateway_type, "InternetGatewayId"));
    const auto id = text_of(call.input, "InternetGatewayId");
    const auto vpc = text_of(call.input, "VpcId");
    if (find_where(list_of(*gateway, "Attachments"), "VpcId", vpc) == nullptr)
        return refuse("Gateway.NotAttached",
                      fmt::format("resource {} is not attached to network {}", id, vpc));
    for (const auto& [interface_id, interface] :
         records_where(call.world, call.scope(), kind::network_interface, "VpcId", vpc))
        if (has(*interface, "Association"))
            return refuse("DependencyViolation",
                          fmt::format("Network {} has some mapped public address(es). Please unmap "
                                      "those public address(es) before detaching the gateway.",
                                      vpc));
    call.world.store().update(key_of(call, internet_gateway_type, id), [](json::object& document) {
        document["Attachments"] = json::array();
    });
    blackhole_routes_to(call.world, call.scope(), id);
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateInternetGateway", ec2<create_internet_gateway>},
    OperationRow{"DeleteInternetGateway", ec2<delete_internet_gateway>},
    OperationRow{"DescribeInternetGateways", ec2<describe_type<internet_gateway_type>>},
    OperationRow{"AttachInternetGateway", ec2<attach_internet_gateway>},
    OperationRow{"DetachInternetGateway", ec2<detach_internet_gateway>},
};

}  // namespace

std::string make_internet_gateway(World& world, const Scope& scope, json::array tags) {
    auto id = world.new_id(internet_gateway_type.prefix);
    world.store().put({scope, std::string(kind::internet_gateway), id},
                      {{"Attachments", json::array()},
                       {"InternetGatewayId", id},
                       {"OwnerId", scope.account},
                       {"Tags", std::move(tags)}});
    return id;
}

void attach_to_vpc(World& world, const Scope& scope, std::string_view gateway_id,
                   std::string_view vpc_id) {
    world.store().update({scope, std::string(kind::internet_gateway), std::string(gateway_id)},
                         [&](json::object& gateway) {
                             gateway["Attachments"] = json::array{attachment_to(vpc_id)};
                         });
}

std::span<const OperationRow> internet_gateway_operations() {
    return operations;
}

}  // namespace inland::emulator
