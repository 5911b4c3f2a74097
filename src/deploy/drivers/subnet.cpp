// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "topology/ownership.h"

namespace inland::deploy {
namespace {

using topology::Subnet;

constexpr drivers::Ec2Type subnets = {.describe = "DescribeSubnets",
                                      .list = "Subnets",
                                      .id = "SubnetId",
                                      .ids_member = "SubnetIds",
                                      .resource_type = "subnet"};

Result<std::string> create(Context& context, const Subnet& desired) {
    return drivers::create_once(context, subnets, desired,
                                {"CreateSubnet",
                                 {{"VpcId", context.id_of(desired.vpc.value())},
                                  {"CidrBlock", desired.cidr_block.value().text()},
                                  {"AvailabilityZone", desired.availability_zone.value()}},
                                 "Subnet.SubnetId"});
}

/// Of a subnet that is not ours only tags change, those to be taken off included.
Result<void> edit(Context& context, const Subnet& desired, const Subnet& observed) {
    json::array obsolete;
    for (const auto& [key, value] : observed.tags)
        if (!desired.tags.contains(key))
            obsolete.push_back({{"Key", key}, {"Value", value}});
    if (!obsolete.empty())
        TRY(drivers::change(
            context, "ec2", "DeleteTags",
            {{"Resources", json::array{json::value(observed.id)}}, {"Tags", std::move(obsolete)}}));
    return drivers::put_tags(context, observed.id, desired.tags, &observed);
}

Result<void> attach(Context& context, const Subnet& desired, const Subnet* observed) {
    if (observed != nullptr && !topology::is_owned(desired, context.run().cluster))
        return edit(context, desired, *observed);
    const auto id = context.id_of(Subnet::type, desired.key);
    const topology::Attribute<bool> before =
        observed == nullptr ? false : observed->map_public_ip_on_launch;
    if (desired.map_public_ip_on_launch.is_known() && desired.map_public_ip_on_launch != before) {
        const json::object value{{"Value", desired.map_public_ip_on_launch.value()}};
        TRY(drivers::change(context, "ec2", "ModifySubnetAttribute",
                            {{"SubnetId", id}, {"MapPublicIpOnLaunch", value}}));
    }
    return drivers::put_tags(context, id, desired.tags, observed);
}

Result<void> remove(Context& context, const Subnet& observed) {
    return drivers::remove(context, "ec2", "DeleteSubnet", {{"SubnetId", observed.id}});
}

}  // namespace

template <>
const Operations<Subnet>& operations() {
    static constexpr Operations<Subnet> row = {.create = create,
                                               .attach = attach,
                                               .remove = remove,
                                               .create_duration = "ec2.CreateSubnet"};
    return row;
}

}  // namespace inland::deploy
