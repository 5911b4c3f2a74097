// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/interfaces.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/address.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

/// Who AWS says has asked for such interfaces, and whose machines they are attached to.
constexpr std::string_view requester = "amazon-elb";
constexpr std::int64_t addresses_wanted = 8;

bool is_application(const json::object& load_balancer) {
    return text_of(load_balancer, "Type") == "application";
}

bool is_internal(const json::object& load_balancer) {
    return text_of(load_balancer, "Scheme") == "internal";
}

std::vector<SubnetChoice> choices_of(const json::object& input) {
    std::vector<SubnetChoice> choices;
    for (const auto& id : texts_of(input, "Subnets"))
        choices.push_back({id, "", ""});
    for (const auto& mapping : list_of(input, "SubnetMappings")) {
        const auto& row = mapping.as_object();
        choices.push_back({text_of(row, "SubnetId"), text_of(row, "AllocationId"),
                           text_of(row, "PrivateIPv4Address")});
    }
    return choices;
}

Result<const json::object*> subnet_named(const Call& call, const std::string& id) {
    const auto* subnet = call.world.store().find({call.scope(), std::string(kind::subnet), id});
    if (subnet == nullptr)
        return refuse("SubnetNotFound", fmt::format("The subnet ID '{}' does not exist", id));
    return subnet;
}

Result<void> check_mapping(const Call& call, const json::object& load_balancer,
                           const SubnetChoice& choice, const json::object& subnet) {
    if (is_application(load_balancer) &&
        (!choice.allocation_id.empty() || !choice.private_address.empty()))
        return refuse("InvalidConfigurationRequest",
                      "Elastic IPs and private addresses are not supported for load balancers with "
                      "type 'application'");
    if (!choice.private_address.empty()) {
        const auto block = Ipv4Prefix::parse(text_of(subnet, "CidrBlock"));
        const auto address = Ipv4Address::parse(choice.private_address);
        if (!block || !address || !block->contains(*address))
            return refuse("InvalidConfigurationRequest",
                          fmt::format("The private IP address '{}' is not in the subnet '{}'",
                                      choice.private_address, choice.subnet_id));
    }
    if (choice.allocation_id.empty())
        return {};
    if (is_internal(load_balancer))
        return refuse("InvalidConfigurationRequest",
                      "Elastic IPs are not supported for load balancers with scheme 'internal'");
    const auto* address =
        call.world.store().find({call.scope(), std::string(kind::address), choice.allocation_id});
    if (address == nullptr)
        return refuse("AllocationIdNotFound",
                      fmt::format("The allocation ID '{}' does not exist", choice.allocation_id));
    if (has(*address, "AssociationId"))
        return refuse("ResourceInUse", fmt::format("The allocation ID '{}' is already in use",
                                                   choice.allocation_id));
    return {};
}

Result<void> check_enough(const json::object& load_balancer, std::size_t zones) {
    if (is_application(load_balancer) && zones < 2)
        return invalid(
            "At least two subnets in two different Availability Zones must be specified");
    if (zones < 1)
        return invalid("At least one subnet must be specified");
    return {};
}

Result<void> check_gateway(const Call& call, const json::object& load_balancer,
                           const std::string& vpc) {
    if (is_internal(load_balancer) ||
        any_where(call.world, call.scope(), kind::internet_gateway, "Attachments[].VpcId", vpc))
        return {};
    return refuse("InvalidSubnet", fmt::format("VPC {} has no internet gateway", vpc));
}

/// The interface that a load balancer has in a subnet, or "".
std::string interface_in(const Call& call, const std::string& arn, const std::string& subnet) {
    for (const auto& id : interfaces_of(call.world, call.scope(), kind::load_balancer, arn)) {
        const auto* interface =
            call.world.store().find({call.scope(), std::string(kind::network_interface), id});
        if (interface != nullptr && text_of(*interface, "SubnetId") == subnet)
            return id;
    }
    return "";
}

/// "app/web/50dc6c495c0c9188": the ARN's end.
std::string path_of(std::string_view arn) {
    const auto start = arn.find(load_balancer_type.arn_part);
    return std::string(arn.substr(start + load_balancer_type.arn_part.size()));
}

Result<std::string> make_interface(const Call& call, const json::object& load_balancer,
                                   const SubnetChoice& choice) {
    NewInterface spec;
    spec.owner_id = text_of(load_balancer, "LoadBalancerArn");
    spec.owner_kind = kind::load_balancer;
    spec.subnet_id = choice.subnet_id;
    spec.group_ids = texts_of(load_balancer, "SecurityGroups");
    spec.description = "ELB " + path_of(spec.owner_id);
    spec.interface_type = is_application(load_balancer) ? "interface" : "network_load_balancer";
    spec.requester_id = requester;
    spec.attached_to = requester;
    spec.address = choice.private_address;
    auto id = TRY(make_network_interface(call.world, call.scope(), spec));
    if (!choice.allocation_id.empty())
        associate_address(call.world, call.scope(), choice.allocation_id, id, "");
    else if (!is_internal(load_balancer))
        lend_public_address(call.world, call.scope(), id, requester);
    return id;
}

/// How DescribeLoadBalancers shows one subnet.
json::object zone_row(const Call& call, const SubnetChoice& choice, const std::string& interface) {
    const auto* subnet =
        call.world.store().find({call.scope(), std::string(kind::subnet), choice.subnet_id});
    json::array addresses;
    json::object address;
    if (!choice.private_address.empty())
        address["PrivateIPv4Address"] = choice.private_address;
    if (!choice.allocation_id.empty()) {
        const auto* record = call.world.store().find(
            {call.scope(), std::string(kind::network_interface), interface});
        address["AllocationId"] = choice.allocation_id;
        address["IpAddress"] = text_of(object_of(*record, "Association"), "PublicIp");
    }
    if (!address.empty())
        addresses.push_back(std::move(address));
    return {{"ZoneName", subnet == nullptr ? "" : text_of(*subnet, "AvailabilityZone")},
            {"SubnetId", choice.subnet_id},
            {"LoadBalancerAddresses", std::move(addresses)}};
}

void erase_interface(World& world, const Scope& scope, const std::string& id) {
    for (const auto& [allocation, address] :
         records_where(world, scope, kind::address, "NetworkInterfaceId", id))
        disassociate_address(world, scope, allocation);
    world.store().erase({scope, std::string(kind::network_interface), id});
}

/// What a subnet that is new to the load balancer must have.
Result<void> check_room(const Call& call, const json::object& load_balancer,
                        const SubnetChoice& choice) {
    if (!is_application(load_balancer) ||
        free_addresses(call.world, call.scope(), choice.subnet_id) >= addresses_wanted)
        return {};
    return refuse("InvalidSubnet",
                  fmt::format("Not enough IP space available in {}. ELB requires at least {} free "
                              "IP addresses in each subnet.",
                              choice.subnet_id, addresses_wanted));
}

}  // namespace

Result<std::vector<SubnetChoice>> subnets_of(const Call& call, const json::object& load_balancer) {
    const auto choices = choices_of(call.input);
    const auto arn = text_of(load_balancer, "LoadBalancerArn");
    auto vpc = text_of(load_balancer, "VpcId");
    std::set<std::string> zones;
    for (const auto& choice : choices) {
        const auto* subnet = TRY(subnet_named(call, choice.subnet_id));
        if (vpc.empty())
            vpc = text_of(*subnet, "VpcId");
        if (text_of(*subnet, "VpcId") != vpc)
            return refuse("InvalidConfigurationRequest",
                          "All subnets must belong to the same VPC: " + vpc);
        if (!zones.insert(text_of(*subnet, "AvailabilityZone")).second)
            return refuse("InvalidConfigurationRequest",
                          "A load balancer cannot be attached to multiple subnets in the same "
                          "Availability Zone");
        if (!interface_in(call, arn, choice.subnet_id).empty())
            continue;
        TRY_VOID(check_mapping(call, load_balancer, choice, *subnet));
        TRY_VOID(check_room(call, load_balancer, choice));
    }
    TRY_VOID(check_enough(load_balancer, zones.size()));
    TRY_VOID(check_gateway(call, load_balancer, vpc));
    return choices;
}

Result<void> place_interfaces(const Call& call, json::object& load_balancer,
                              const std::vector<SubnetChoice>& subnets) {
    const auto arn = text_of(load_balancer, "LoadBalancerArn");
    std::vector<std::string> made;
    std::vector<std::string> kept;
    json::array zones;
    for (const auto& choice : subnets) {
        auto interface = interface_in(call, arn, choice.subnet_id);
        if (interface.empty()) {
            auto id = make_interface(call, load_balancer, choice);
            if (!id) {
                for (const auto& earlier : made)
                    erase_interface(call.world, call.scope(), earlier);
                return std::unexpected(id.error());
            }
            interface = *id;
            made.push_back(interface);
        }
        kept.push_back(interface);
        zones.push_back(zone_row(call, choice, interface));
    }
    for (const auto& id : interfaces_of(call.world, call.scope(), kind::load_balancer, arn))
        if (std::ranges::find(kept, id) == kept.end())
            erase_interface(call.world, call.scope(), id);
    load_balancer["AvailabilityZones"] = std::move(zones);
    return {};
}

void regroup_interfaces(World& world, const Scope& scope, const json::object& load_balancer) {
    const auto groups = group_identifiers(world, scope, texts_of(load_balancer, "SecurityGroups"));
    for (const auto& id : interfaces_of(world, scope, kind::load_balancer,
                                        text_of(load_balancer, "LoadBalancerArn")))
        world.store().update({scope, std::string(kind::network_interface), id},
                             [&](json::object& interface) { interface["Groups"] = groups; });
}

void drop_interfaces(World& world, const Scope& scope, std::string_view load_balancer_arn) {
    for (const auto& id : interfaces_of(world, scope, kind::load_balancer, load_balancer_arn))
        erase_interface(world, scope, id);
}

}  // namespace inland::emulator::balancing
