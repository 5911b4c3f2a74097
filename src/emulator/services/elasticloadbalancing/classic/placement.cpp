// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/address.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/elasticloadbalancing/load_balancer.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

/// Where a Classic Load Balancer stands: its subnets, its interfaces, its security groups.
namespace inland::emulator::classic {

namespace {

constexpr std::string_view requester = "amazon-elb";
constexpr std::int64_t addresses_wanted = 8;

const json::object* subnet_record(const Call& call, const std::string& id) {
    return call.world.store().find({call.scope(), std::string(kind::subnet), id});
}

std::string name_of(const json::object& balancer) {
    return text_of(balancer, "LoadBalancerName");
}

/// The interface in each subnet that has one.
std::map<std::string, std::string> interfaces(const Call& call, const json::object& balancer) {
    std::map<std::string, std::string> by_subnet;
    for (const auto& id :
         interfaces_of(call.world, call.scope(), balancer_kind, name_of(balancer))) {
        const auto* interface =
            call.world.store().find({call.scope(), std::string(kind::network_interface), id});
        if (interface != nullptr)
            by_subnet[text_of(*interface, "SubnetId")] = id;
    }
    return by_subnet;
}

/// "ELB NAME" is how AWS describes such an interface.
Result<std::string> make_interface(const Call& call, const json::object& balancer,
                                   const std::string& subnet) {
    NewInterface spec;
    spec.owner_kind = balancer_kind;
    spec.owner_id = name_of(balancer);
    spec.subnet_id = subnet;
    spec.group_ids = texts_of(balancer, "SecurityGroups");
    spec.description = "ELB " + name_of(balancer);
    spec.requester_id = requester;
    spec.attached_to = requester;
    auto id = TRY(make_network_interface(call.world, call.scope(), spec));
    if (text_of(balancer, "Scheme") != "internal")
        lend_public_address(call.world, call.scope(), id, requester);
    return id;
}

void erase_interface(const Call& call, const std::string& id) {
    call.world.store().erase({call.scope(), std::string(kind::network_interface), id});
}

Result<void> check_room(const Call& call, const std::string& id) {
    if (free_addresses(call.world, call.scope(), id) >= addresses_wanted)
        return {};
    return refuse("InvalidSubnet",
                  fmt::format("Not enough IP space available in {}. ELB requires at least {} free "
                              "IP addresses in each subnet.",
                              id, addresses_wanted));
}

Result<json::object> set_subnets(const Call& call, json::object balancer,
                                 const std::vector<std::string>& subnets) {
    balancer["Subnets"] = array_of(subnets);
    note_zones(call, balancer);
    TRY_VOID(place_interfaces(call, balancer));
    json::object output{{"Subnets", balancer["Subnets"]}};
    const auto key = key_of(call, name_of(balancer));
    call.world.store().put(key, std::move(balancer));
    return output;
}

Result<json::object> attach(const Call& call) {
    TRY_VOID(need(call, {"Subnets"}));
    const auto balancer = *TRY(lookup_input(call));
    const auto there = texts_of(balancer, "Subnets");
    return set_subnets(call, balancer, TRY(subnets_of(call, text_of(balancer, "VPCId"), there)));
}

Result<json::object> detach(const Call& call) {
    TRY_VOID(need(call, {"Subnets"}));
    const auto balancer = *TRY(lookup_input(call));
    const auto gone = texts_of(call.input, "Subnets");
    auto kept = texts_of(balancer, "Subnets");
    std::erase_if(kept,
                  [&](const std::string& id) { return std::ranges::find(gone, id) != gone.end(); });
    if (kept.empty())
        return refuse("InvalidConfigurationRequest",
                      "A load balancer must have at least one subnet", conflict);
    return set_subnets(call, balancer, kept);
}

Result<json::object> apply_groups(const Call& call) {
    TRY_VOID(need(call, {"SecurityGroups"}));
    auto balancer = *TRY(lookup_input(call));
    const auto groups = TRY(balancing::groups_for(call, text_of(balancer, "VPCId")));
    balancer["SecurityGroups"] = array_of(groups);
    const auto shown = group_identifiers(call.world, call.scope(), groups);
    for (const auto& [subnet, id] : interfaces(call, balancer))
        call.world.store().update({call.scope(), std::string(kind::network_interface), id},
                                  [&](json::object& interface) { interface["Groups"] = shown; });
    json::object output{{"SecurityGroups", balancer["SecurityGroups"]}};
    const auto key = key_of(call, name_of(balancer));
    call.world.store().put(key, std::move(balancer));
    return output;
}

constexpr std::array classic_rows{
    OperationRow{"AttachLoadBalancerToSubnets", attach},
    OperationRow{"DetachLoadBalancerFromSubnets", detach},
    OperationRow{"ApplySecurityGroupsToLoadBalancer", apply_groups},
};

}  // namespace

Result<std::vector<std::string>> subnets_of(const Call& call, std::string vpc,
                                            std::vector<std::string> kept) {
    std::set<std::string> zones;
    for (const auto& id : kept)
        if (const auto* subnet = subnet_record(call, id))
            zones.insert(text_of(*subnet, "AvailabilityZone"));
    for (const auto& id : texts_of(call.input, "Subnets")) {
        if (std::ranges::find(kept, id) != kept.end())
            continue;
        const auto* subnet = subnet_record(call, id);
        if (subnet == nullptr)
            return refuse("SubnetNotFound", fmt::format("The subnet ID '{}' does not exist", id));
        if (vpc.empty())
            vpc = text_of(*subnet, "VpcId");
        if (text_of(*subnet, "VpcId") != vpc)
            return refuse("InvalidConfigurationRequest",
                          "All subnets must belong to the same VPC: " + vpc, conflict);
        if (!zones.insert(text_of(*subnet, "AvailabilityZone")).second)
            return refuse("InvalidConfigurationRequest",
                          "ELB cannot be attached to multiple subnets in the same AZ.", conflict);
        TRY_VOID(check_room(call, id));
        kept.push_back(id);
    }
    if (kept.empty())
        return refuse("ValidationError", "Either AvailabilityZones or SubnetIds must be specified");
    return kept;
}

void note_zones(const Call& call, json::object& balancer) {
    json::array zones;
    for (const auto& id : texts_of(balancer, "Subnets")) {
        const auto* subnet = subnet_record(call, id);
        zones.push_back(json::string(text_of(*subnet, "AvailabilityZone")));
        balancer["VPCId"] = text_of(*subnet, "VpcId");
    }
    balancer["AvailabilityZones"] = std::move(zones);
}

Result<void> place_interfaces(const Call& call, const json::object& balancer) {
    auto there = interfaces(call, balancer);
    std::vector<std::string> made;
    for (const auto& subnet : texts_of(balancer, "Subnets")) {
        if (there.erase(subnet) > 0)
            continue;
        auto id = make_interface(call, balancer, subnet);
        if (!id) {
            for (const auto& earlier : made)
                erase_interface(call, earlier);
            return std::unexpected(id.error());
        }
        made.push_back(*id);
    }
    for (const auto& [subnet, id] : there)
        erase_interface(call, id);
    return {};
}

std::span<const OperationRow> classic_placement_operations() {
    return classic_rows;
}

}  // namespace inland::emulator::classic
