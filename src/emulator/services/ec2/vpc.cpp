// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/vpc.h"

#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/dhcp_options.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_acl.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

json::object association_of(World& world, const Ipv4Prefix& cidr) {
    return {{"AssociationId", world.new_id("vpc-cidr-assoc-")},
            {"CidrBlock", cidr.text()},
            {"CidrBlockState", json::object{{"State", "associated"}}}};
}

json::object document_of(World& world, const Scope& scope, const NewVpc& spec,
                         std::string_view id) {
    json::object document{
        {"CidrBlock", spec.cidr.text()},
        {"DhcpOptionsId", default_dhcp_options(world, scope)},
        {"State", spec.is_default ? "available" : "pending"},
        {"VpcId", id},
        {"OwnerId", scope.account},
        {"InstanceTenancy", spec.tenancy},
        {"Ipv6CidrBlockAssociationSet", json::array()},
        {"CidrBlockAssociationSet", json::array{association_of(world, spec.cidr)}},
        {"IsDefault", spec.is_default},
        {"Tags", spec.tags},
        {"BlockPublicAccessStates", json::object{{"InternetGatewayBlockMode", "off"}}},
        {"_attributes", json::object{{"enableDnsSupport", true},
                                     {"enableDnsHostnames", spec.is_default},
                                     {"enableNetworkAddressUsageMetrics", false}}}};
    if (spec.is_default)
        document["_default"] = true;
    return document;
}

Result<json::object> create_vpc(const Call& call) {
    TRY_VOID(require(call, {"CidrBlock"}));
    NewVpc spec;
    spec.cidr = TRY(network_block(text_of(call.input, "CidrBlock"), "InvalidVpc.Range"));
    spec.tags = TRY(tags_for(call, vpc_type));
    if (const auto tenancy = text_of(call.input, "InstanceTenancy"); !tenancy.empty())
        spec.tenancy = tenancy;
    TRY_VOID(check_one_more(call, "ec2.VpcsPerRegion", kind::vpc));
    const auto id = make_vpc(call.world, call.scope(), spec);
    turn_after(call.world, call.world.tables().typical("ec2.CreateVpc"), key_of(call, vpc_type, id),
               "State", "pending", "available");
    return json::object{{"Vpc", shown(call, vpc_type, id)}};
}

/// What keeps a VPC from being deleted: records of these kinds that name it, besides those that
/// AWS made with it.
struct Dependent {
    std::string_view kind;
    std::string_view path;
    std::string_view made_with_vpc;  ///< path of what says so, "" when nothing of that kind is
    std::string_view value;
};
constexpr std::array dependents{
    Dependent{kind::subnet, "VpcId", "", ""},
    Dependent{kind::network_interface, "VpcId", "", ""},
    Dependent{kind::vpc_endpoint, "VpcId", "", ""},
    Dependent{kind::internet_gateway, "Attachments[].VpcId", "", ""},
    Dependent{kind::egress_only_gateway, "Attachments[].VpcId", "", ""},
    Dependent{kind::vpn_gateway, "_vpc_id", "", ""},
    Dependent{kind::security_group, "VpcId", "GroupName", "default"},
    Dependent{kind::network_acl, "VpcId", "IsDefault", "true"},
    Dependent{kind::route_table, "VpcId", "Associations[].Main", "true"},
};

bool made_with_vpc(const Dependent& row, const json::object& document) {
    if (row.made_with_vpc.empty())
        return false;
    const auto values = values_at(document, row.made_with_vpc);
    return std::ranges::find(values, row.value) != values.end();
}

bool has_dependents(const Call& call, std::string_view vpc_id) {
    for (const auto& row : dependents)
        for (const auto& [id, document] :
             records_where(call.world, call.scope(), row.kind, row.path, vpc_id))
            if (!made_with_vpc(row, *document))
                return true;
    return false;
}

void erase_children(const Call& call, std::string_view kind, std::string_view vpc_id) {
    for (const auto& [id, document] :
         records_where(call.world, call.scope(), kind, "VpcId", vpc_id)) {
        if (kind == kind::security_group)
            erase_rules_of(call.world, call.scope(), id);
        call.world.store().erase({call.scope(), std::string(kind), id});
    }
}

Result<json::object> delete_vpc(const Call& call) {
    const auto id = text_of(call.input, "VpcId");
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    if (has_dependents(call, id))
        return dependency_violation("vpc", id);
    for (const auto kind : {kind::security_group, kind::network_acl, kind::route_table})
        erase_children(call, kind, id);
    call.world.store().erase(key_of(call, vpc_type, id));
    return json::object{};
}

/// Attribute names as DescribeVpcAttribute asks for them, and the members that answer.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> attributes{{
    {"enableDnsSupport", "EnableDnsSupport"},
    {"enableDnsHostnames", "EnableDnsHostnames"},
    {"enableNetworkAddressUsageMetrics", "EnableNetworkAddressUsageMetrics"},
}};

Result<json::object> describe_vpc_attribute(const Call& call) {
    const auto* vpc = TRY(lookup_input(call, vpc_type, "VpcId"));
    const auto wanted = text_of(call.input, "Attribute");
    for (const auto& [name, member] : attributes)
        if (name == wanted)
            return json::object{
                {"VpcId", text_of(call.input, "VpcId")},
                {member, json::object{{"Value", flag_of(object_of(*vpc, "_attributes"), name)}}}};
    return refuse(
        "InvalidParameterValue",
        fmt::format("Value ({}) for parameter attribute is invalid. Unknown attribute.", wanted));
}

Result<json::object> modify_vpc_attribute(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    const auto key = key_of(call, vpc_type, text_of(call.input, "VpcId"));
    std::size_t said = 0;
    for (const auto& [name, member] : attributes)
        said += has(call.input, member) ? 1U : 0U;
    if (said != 1)
        return refuse("InvalidParameterCombination",
                      "Exactly one VPC attribute must be specified.");
    call.world.store().update(key, [&](json::object& vpc) {
        for (const auto& [name, member] : attributes)
            if (has(call.input, member))
                object_in(vpc, "_attributes")[name] =
                    flag_of(object_of(call.input, member), "Value");
    });
    return json::object{};
}

Result<json::object> associate_vpc_cidr_block(const Call& call) {
    const auto* vpc = TRY(lookup_input(call, vpc_type, "VpcId"));
    const auto cidr = TRY(network_block(text_of(call.input, "CidrBlock"), "InvalidParameterValue"));
    for (const auto& block : blocks_of(*vpc))
        if (block.overlaps(cidr))
            return refuse(
                "InvalidVpc.Range",
                fmt::format("The CIDR '{}' conflicts with another CIDR of the VPC", cidr.text()));
    const auto id = text_of(call.input, "VpcId");
    TRY_VOID(check_quota(call, "ec2.BlocksPerVpc", blocks_of(*vpc).size() + 1, id));
    auto association = association_of(call.world, cidr);
    call.world.store().update(key_of(call, vpc_type, id), [&](json::object& document) {
        list_in(document, "CidrBlockAssociationSet").push_back(association);
    });
    add_local_routes(call.world, call.scope(), id, cidr);
    return json::object{{"CidrBlockAssociation", association}, {"VpcId", id}};
}

/// Not the first block, and none that a subnet lies in.
Result<json::object> disassociate_vpc_cidr_block(const Call& call) {
    TRY_VOID(require(call, {"AssociationId"}));
    const auto id = text_of(call.input, "AssociationId");
    const auto owners = records_where(call.world, call.scope(), kind::vpc,
                                      "CidrBlockAssociationSet[].AssociationId", id);
    if (owners.empty())
        return refuse("InvalidVpcCidrBlockAssociationID.NotFound",
                      fmt::format("The vpc CIDR block association ID '{}' does not exist", id));
    const auto [vpc_id, vpc] = owners.front();
    auto association = *find_where(list_of(*vpc, "CidrBlockAssociationSet"), "AssociationId", id);
    const auto block = TRY(block_of(text_of(association, "CidrBlock"), "cidrBlock"));
    if (block.text() == text_of(*vpc, "CidrBlock"))
        return refuse("OperationNotPermitted",
                      fmt::format("The vpc CIDR block with association ID {} may not be "
                                  "disassociated. It is the primary IPv4 CIDR block of the VPC",
                                  id));
    for (const auto& [subnet_id, subnet] :
         records_where(call.world, call.scope(), kind::subnet, "VpcId", vpc_id))
        if (const auto own = Ipv4Prefix::parse(text_of(*subnet, "CidrBlock"));
            own && block.contains(*own))
            return refuse("DependencyViolation",
                          fmt::format("The vpc CIDR block {} has dependencies", block.text()));
    const auto vpc_key = key_of(call, vpc_type, vpc_id);
    call.world.store().update(vpc_key, [&](json::object& document) {
        erase_where(list_in(document, "CidrBlockAssociationSet"), "AssociationId", id);
    });
    remove_local_routes(call.world, call.scope(), vpc_key.id, block);
    association["CidrBlockState"] = json::object{{"State", "disassociating"}};
    return json::object{{"CidrBlockAssociation", std::move(association)}, {"VpcId", vpc_key.id}};
}

constexpr std::array operations{
    OperationRow{"CreateVpc", ec2<create_vpc>},
    OperationRow{"DeleteVpc", ec2<delete_vpc>},
    OperationRow{"DescribeVpcs", ec2<describe_type<vpc_type>>},
    OperationRow{"DescribeVpcAttribute", ec2<describe_vpc_attribute>},
    OperationRow{"ModifyVpcAttribute", ec2<modify_vpc_attribute>},
    OperationRow{"AssociateVpcCidrBlock", ec2<associate_vpc_cidr_block>},
    OperationRow{"DisassociateVpcCidrBlock", ec2<disassociate_vpc_cidr_block>},
};

}  // namespace

std::string make_vpc(World& world, const Scope& scope, const NewVpc& spec) {
    auto id = world.new_id(vpc_type.prefix);
    world.store().put({scope, std::string(kind::vpc), id}, document_of(world, scope, spec, id));
    make_default_network_acl(world, scope, id);
    make_default_security_group(world, scope, id);
    make_main_route_table(world, scope, id);
    return id;
}

std::vector<Ipv4Prefix> blocks_of(const json::object& vpc) {
    std::vector<Ipv4Prefix> blocks;
    for (const auto& text : values_at(vpc, "CidrBlockAssociationSet[].CidrBlock"))
        if (const auto block = Ipv4Prefix::parse(text); block)
            blocks.push_back(*block);
    return blocks;
}

bool vpc_attribute(const World& world, const Scope& scope, std::string_view vpc_id,
                   std::string_view attribute) {
    const auto* vpc = world.store().find({scope, std::string(kind::vpc), std::string(vpc_id)});
    return vpc != nullptr && flag_of(object_of(*vpc, "_attributes"), attribute);
}

std::span<const OperationRow> vpc_operations() {
    return operations;
}

}  // namespace inland::emulator
