// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/attributes.h"
#include "emulator/services/elasticloadbalancing/interfaces.h"
#include "emulator/services/elasticloadbalancing/load_balancer.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

/// What can be changed of a load balancer that is there.
namespace inland::emulator::balancing {

namespace {

Result<json::object> set_subnets(const Call& call) {
    auto document = *TRY(lookup_input(call, load_balancer_type));
    const auto subnets = TRY(subnets_of(call, document));
    if (has(call.input, "IpAddressType"))
        document["IpAddressType"] = TRY(ip_address_type_of(call.input));
    TRY_VOID(place_interfaces(call, document, subnets));
    json::object output;
    copy_members(document, output, {"AvailabilityZones", "IpAddressType"});
    const auto key = key_of(call, load_balancer_type, text_of(document, "LoadBalancerArn"));
    call.world.store().put(key, std::move(document));
    return output;
}

Result<json::object> set_security_groups(const Call& call) {
    TRY_VOID(need(call, {"SecurityGroups"}));
    auto document = *TRY(lookup_input(call, load_balancer_type));
    const bool network = text_of(document, "Type") == "network";
    if (network && list_of(document, "SecurityGroups").empty())
        return refuse("InvalidConfigurationRequest",
                      "You cannot set security groups on a Network Load Balancer that was created "
                      "without them");
    document["SecurityGroups"] = array_of(TRY(groups_for(call, text_of(document, "VpcId"))));
    copy_members(call.input, document, {"EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"});
    regroup_interfaces(call.world, call.scope(), document);
    json::object output{{"SecurityGroupIds", document["SecurityGroups"]}};
    copy_members(document, output, {"EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"});
    const auto key = key_of(call, load_balancer_type, text_of(document, "LoadBalancerArn"));
    call.world.store().put(key, std::move(document));
    return output;
}

Result<json::object> set_ip_address_type(const Call& call) {
    TRY_VOID(need(call, {"IpAddressType"}));
    (void)TRY(lookup_input(call, load_balancer_type));
    return json::object{{"IpAddressType", TRY(ip_address_type_of(call.input))}};
}

Result<json::object> describe_attributes(const Call& call) {
    const auto* document = TRY(lookup_input(call, load_balancer_type));
    return json::object{
        {"Attributes", attributes_of(call.world, owner_of_load_balancer(*document), *document)}};
}

Result<json::object> modify_attributes(const Call& call) {
    auto document = *TRY(lookup_input(call, load_balancer_type));
    const auto owner = owner_of_load_balancer(document);
    TRY_VOID(set_attributes(call, owner, document));
    json::object output{{"Attributes", attributes_of(call.world, owner, document)}};
    const auto key = key_of(call, load_balancer_type, text_of(document, "LoadBalancerArn"));
    call.world.store().put(key, std::move(document));
    return output;
}

/// No load balancer has reserved capacity; ModifyCapacityReservation is not emulated.
Result<json::object> describe_capacity_reservation(const Call& call) {
    constexpr int decreases_a_day = 2;
    (void)TRY(lookup_input(call, load_balancer_type));
    return json::object{{"DecreaseRequestsRemaining", decreases_a_day},
                        {"CapacityReservationState", json::array()}};
}

constexpr std::array operations{
    OperationRow{"SetSubnets", set_subnets},
    OperationRow{"SetSecurityGroups", set_security_groups},
    OperationRow{"SetIpAddressType", set_ip_address_type},
    OperationRow{"DescribeLoadBalancerAttributes", describe_attributes},
    OperationRow{"ModifyLoadBalancerAttributes", modify_attributes},
    OperationRow{"DescribeCapacityReservation", describe_capacity_reservation},
};

}  // namespace

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> load_balancer_change_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
