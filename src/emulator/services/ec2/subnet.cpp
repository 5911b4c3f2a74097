// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/subnet.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/block_public_access.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network_acl.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

json::object document_of(const World& world, const Scope& scope, const NewSubnet& spec,
                         const std::string& id) {
    json::object document{
        {"AvailabilityZoneId", spec.zone.id},
        {"MapCustomerOwnedIpOnLaunch", false},
        {"OwnerId", scope.account},
        {"AssignIpv6AddressOnCreation", false},
        {"Ipv6CidrBlockAssociationSet", json::array()},
        {"Tags", spec.tags},
        {"SubnetArn", arn(world, scope, "ec2", "subnet/" + id)},
        {"EnableDns64", false},
        {"Ipv6Native", false},
        {"PrivateDnsNameOptionsOnLaunch", json::object{{"HostnameType", "ip-name"},
                                                       {"EnableResourceNameDnsARecord", false},
                                                       {"EnableResourceNameDnsAAAARecord", false}}},
        {"BlockPublicAccessStates", json::object{{"InternetGatewayBlockMode", "off"}}},
        {"SubnetId", id},
        {"State", spec.is_default ? "available" : "pending"},
        {"VpcId", spec.vpc_id},
        {"CidrBlock", spec.cidr.text()},
        {"AvailabilityZone", spec.zone.name},
        {"DefaultForAz", spec.is_default},
        {"MapPublicIpOnLaunch", spec.is_default}};
    if (spec.is_default)
        document["_default"] = true;
    return document;
}

/// The zone that the input asks for by name or id; the first when it asks for none.
Result<Zone> zone_of(const Call& call) {
    const auto zones = zones_of(call.world, call.caller.region);
    const auto name = text_of(call.input, "AvailabilityZone");
    const auto id = text_of(call.input, "AvailabilityZoneId");
    for (const auto& zone : zones)
        if ((name.empty() || zone.name == name) && (id.empty() || zone.id == id))
            return zone;
    std::vector<std::string> names;
    for (const auto& zone : zones)
        names.push_back(id.empty() ? zone.name : zone.id);
    return refuse(
        "InvalidParameterValue",
        fmt::format("Value ({}) for parameter {} is invalid. Subnets can currently only "
                    "be created in the following availability zones: {}.",
                    id.empty() ? name : id, id.empty() ? "availabilityZone" : "availabilityZoneId",
                    fmt::join(names, ", ")));
}

Result<void> check_place(const Call& call, const json::object& vpc, const Ipv4Prefix& cidr) {
    const auto blocks = blocks_of(vpc);
    if (std::ranges::none_of(blocks, [&](const auto& block) { return block.contains(cidr); }))
        return refuse("InvalidSubnet.Range", fmt::format("The CIDR '{}' is invalid.", cidr.text()));
    for (const auto& [id, subnet] :
         records_where(call.world, call.scope(), kind::subnet, "VpcId", text_of(vpc, "VpcId"))) {
        const auto other = Ipv4Prefix::parse(text_of(*subnet, "CidrBlock"));
        if (other && other->overlaps(cidr))
            return refuse("InvalidSubnet.Conflict",
                          fmt::format("The CIDR '{}' conflicts with another subnet", cidr.text()));
    }
    return {};
}

Result<json::object> create_subnet(const Call& call) {
    const auto* vpc = TRY(lookup_input(call, vpc_type, "VpcId"));
    TRY_VOID(require(call, {"CidrBlock"}));
    NewSubnet spec;
    spec.vpc_id = text_of(call.input, "VpcId");
    spec.tags = TRY(tags_for(call, subnet_type));
    spec.cidr = TRY(network_block(text_of(call.input, "CidrBlock"), "InvalidSubnet.Range"));
    spec.zone = TRY(zone_of(call));
    TRY_VOID(check_place(call, *vpc, spec.cidr));
    TRY_VOID(check_one_more(call, "ec2.SubnetsPerVpc", kind::subnet, "VpcId", spec.vpc_id));
    const auto id = make_subnet(call.world, call.scope(), spec);
    turn_after(call.world, call.world.tables().typical("ec2.CreateSubnet"),
               key_of(call, subnet_type, id), "State", "pending", "available");
    return json::object{{"Subnet", shown(call, subnet_type, id)}};
}

/// A subnet's associations go with it.
void drop_associations(const Call& call, std::string_view kind, std::string_view subnet_id) {
    for (const auto& [id, document] :
         records_where(call.world, call.scope(), kind, "Associations[].SubnetId", subnet_id))
        call.world.store().update({call.scope(), std::string(kind), id}, [&](json::object& owner) {
            erase_where(list_in(owner, "Associations"), "SubnetId", subnet_id);
        });
}

Result<json::object> delete_subnet(const Call& call) {
    (void)TRY(lookup_input(call, subnet_type, "SubnetId"));
    const auto id = text_of(call.input, "SubnetId");
    if (any_where(call.world, call.scope(), kind::network_interface, "SubnetId", id))
        return dependency_violation("subnet", id);
    drop_associations(call, kind::route_table, id);
    drop_associations(call, kind::network_acl, id);
    call.world.store().erase(key_of(call, subnet_type, id));
    return json::object{};
}

/// Members of ModifySubnetAttribute that hold {"Value": bool}.
constexpr std::array<std::string_view, 3> switches{"MapPublicIpOnLaunch",
                                                   "AssignIpv6AddressOnCreation", "EnableDns64"};
constexpr std::array<std::string_view, 2> launch_switches{
    "EnableResourceNameDnsARecordOnLaunch", "EnableResourceNameDnsAAAARecordOnLaunch"};

void modify(const json::object& input, json::object& subnet) {
    for (const auto member : switches)
        if (has(input, member))
            subnet[member] = flag_of(object_of(input, member), "Value");
    auto& options = object_in(subnet, "PrivateDnsNameOptionsOnLaunch");
    for (const auto member : launch_switches)
        if (has(input, member))
            options[member.substr(0, member.size() - std::string_view("OnLaunch").size())] =
                flag_of(object_of(input, member), "Value");
    if (has(input, "PrivateDnsHostnameTypeOnLaunch"))
        options["HostnameType"] = text_of(input, "PrivateDnsHostnameTypeOnLaunch");
}

Result<json::object> modify_subnet_attribute(const Call& call) {
    (void)TRY(lookup_input(call, subnet_type, "SubnetId"));
    call.world.store().update(key_of(call, subnet_type, text_of(call.input, "SubnetId")),
                              [&](json::object& subnet) { modify(call.input, subnet); });
    return json::object{};
}

std::set<std::uint32_t> used_addresses(const World& world, const Scope& scope,
                                       std::string_view subnet_id) {
    std::set<std::uint32_t> used;
    for (const auto& [id, interface] :
         records_where(world, owner_of_subnet(world, scope, subnet_id), kind::network_interface,
                       "SubnetId", subnet_id))
        for (const auto& text : values_at(*interface, "PrivateIpAddresses[].PrivateIpAddress"))
            if (const auto address = Ipv4Address::parse(text); address)
                used.insert(address->bits);
    return used;
}

std::optional<Ipv4Prefix> block_of_subnet(const World& world, const Scope& scope,
                                          std::string_view subnet_id) {
    const auto* subnet =
        world.store().find({scope, std::string(kind::subnet), std::string(subnet_id)});
    if (subnet == nullptr)
        return std::nullopt;
    const auto block = Ipv4Prefix::parse(text_of(*subnet, "CidrBlock"));
    return block ? std::optional(*block) : std::nullopt;
}

constexpr std::array operations{
    OperationRow{"CreateSubnet", ec2<create_subnet>},
    OperationRow{"DeleteSubnet", ec2<delete_subnet>},
    OperationRow{"DescribeSubnets", ec2<describe_type<subnet_type>>},
    OperationRow{"ModifySubnetAttribute", ec2<modify_subnet_attribute>},
};

}  // namespace

std::string make_subnet(World& world, const Scope& scope, const NewSubnet& spec) {
    auto id = world.new_id(subnet_type.prefix);
    world.store().put({scope, std::string(kind::subnet), id}, document_of(world, scope, spec, id));
    associate_default_network_acl(world, scope, spec.vpc_id, id);
    return id;
}

Scope owner_of_subnet(const World& world, const Scope& scope, std::string_view subnet_id) {
    return world.store().owned({scope, std::string(kind::subnet), std::string(subnet_id)}).scope;
}

std::optional<Ipv4Address> free_address(const World& world, const Scope& scope,
                                        std::string_view subnet_id) {
    const auto block = block_of_subnet(world, scope, subnet_id);
    if (!block)
        return std::nullopt;
    const auto used = used_addresses(world, scope, subnet_id);
    for (std::uint32_t offset = reserved_first; offset + 1 < block->size(); ++offset)
        if (!used.contains(block->at(offset).bits))
            return block->at(offset);
    return std::nullopt;
}

std::int64_t free_addresses(const World& world, const Scope& scope, std::string_view subnet_id) {
    const auto block = block_of_subnet(world, scope, subnet_id);
    if (!block)
        return 0;
    return static_cast<std::int64_t>(block->size()) - reserved_addresses -
           static_cast<std::int64_t>(used_addresses(world, scope, subnet_id).size());
}

void show_subnet(const World& world, const Scope& scope, json::object& subnet) {
    show_block_public_access(world, scope, subnet);
    subnet["AvailableIpAddressCount"] = free_addresses(world, scope, text_of(subnet, "SubnetId"));
}

std::span<const OperationRow> subnet_operations() {
    return operations;
}

}  // namespace inland::emulator
