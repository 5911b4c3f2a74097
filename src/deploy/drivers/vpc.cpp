// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using topology::Vpc;

constexpr drivers::Ec2Type vpcs = {.describe = "DescribeVpcs",
                                   .list = "Vpcs",
                                   .id = "VpcId",
                                   .ids_member = "VpcIds",
                                   .resource_type = "vpc"};

Result<std::string> create(Context& context, const Vpc& desired) {
    return drivers::create_once(
        context, vpcs, desired,
        {"CreateVpc", {{"CidrBlock", desired.cidr_block.value().text()}}, "Vpc.VpcId"});
}

/// One call per attribute: AWS takes no two at once.
Result<void> set_dns(Context& context, const std::string& id, std::string_view member,
                     const topology::Attribute<bool>& desired) {
    if (!desired.is_known())
        return {};
    TRY(drivers::change(context, "ec2", "ModifyVpcAttribute",
                        {{"VpcId", id}, {member, json::object{{"Value", desired.value()}}}}));
    return {};
}

Result<void> add_blocks(Context& context, const std::string& id, const Vpc& desired,
                        const Vpc* observed) {
    if (!desired.secondary_cidr_blocks.is_known())
        return {};
    static const std::vector<Ipv4Prefix> none;
    const auto& there = observed == nullptr ? none : observed->secondary_cidr_blocks.value();
    for (const auto& block : desired.secondary_cidr_blocks.value()) {
        if (std::ranges::find(there, block) == there.end()) {
            TRY(drivers::change(context, "ec2", "AssociateVpcCidrBlock",
                                {{"VpcId", id}, {"CidrBlock", block.text()}}));
        }
    }
    return {};
}

Result<void> attach(Context& context, const Vpc& desired, const Vpc* observed) {
    const auto id = context.id_of(Vpc::type, desired.key);
    TRY_VOID(set_dns(context, id, "EnableDnsSupport", desired.enable_dns_support));
    TRY_VOID(set_dns(context, id, "EnableDnsHostnames", desired.enable_dns_hostnames));
    TRY_VOID(add_blocks(context, id, desired, observed));
    if (desired.dhcp_options.is_known()) {
        TRY(drivers::change(
            context, "ec2", "AssociateDhcpOptions",
            {{"VpcId", id}, {"DhcpOptionsId", context.id_of(desired.dhcp_options.value())}}));
    }
    return drivers::put_tags(context, id, desired.tags, observed);
}

Result<void> remove(Context& context, const Vpc& observed) {
    return drivers::remove(context, "ec2", "DeleteVpc", {{"VpcId", observed.id}});
}

}  // namespace

template <>
const Operations<Vpc>& operations() {
    static constexpr Operations<Vpc> row = {
        .create = create, .attach = attach, .remove = remove, .create_duration = "ec2.CreateVpc"};
    return row;
}

}  // namespace inland::deploy
