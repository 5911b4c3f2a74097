// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/default_network.h"

#include "emulator/services/ec2/internet_gateway.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <array>

namespace inland::emulator {

namespace {

/// Remembers that the Region has been opened.
constexpr std::string_view marker_kind = "inland:default-network";

constexpr Ipv4Prefix default_block{Ipv4Address{(172U << 24U) | (31U << 16U)}, 16};
constexpr int default_subnet_length = 20;

void make_default_subnets(World& world, const Scope& scope, const std::string& vpc_id) {
    std::uint32_t index = 0;
    for (const auto& zone : zones_of(world, scope.region)) {
        const auto block = default_block.subdivide(default_subnet_length, index++);
        if (block)
            make_subnet(world, scope, {vpc_id, *block, zone, json::array(), true});
    }
}

void route_to_internet(World& world, const Scope& scope, std::string_view vpc_id,
                       std::string_view gateway_id) {
    for (const auto& [id, table] : records_where(world, scope, kind::route_table, "VpcId", vpc_id))
        world.store().update({scope, std::string(kind::route_table), id},
                             [&](json::object& document) {
                                 list_in(document, "Routes")
                                     .push_back(json::object{{"DestinationCidrBlock", "0.0.0.0/0"},
                                                             {"GatewayId", gateway_id},
                                                             {"Origin", "CreateRoute"},
                                                             {"State", "active"}});
                             });
}

/// Everything that belongs to the VPC so far was made with it.
void mark_default(World& world, const Scope& scope, std::string_view vpc_id) {
    constexpr std::array owned{
        std::pair{kind::route_table, std::string_view("VpcId")},
        std::pair{kind::security_group, std::string_view("VpcId")},
        std::pair{kind::network_acl, std::string_view("VpcId")},
        std::pair{kind::internet_gateway, std::string_view("Attachments[].VpcId")}};
    const auto mark = [](json::object& document) { document["_default"] = true; };
    for (const auto& [kind, path] : owned)
        for (const auto& [id, document] : records_where(world, scope, kind, path, vpc_id)) {
            world.store().update({scope, std::string(kind), id}, mark);
            for (const auto& [rule, unused] :
                 records_where(world, scope, kind::security_group_rule, "GroupId", id))
                world.store().update({scope, std::string(kind::security_group_rule), rule}, mark);
        }
}

}  // namespace

void ensure_default_network(World& world, const Scope& scope) {
    const RecordKey marker{scope, std::string(marker_kind), "made"};
    if (world.store().find(marker) != nullptr)
        return;
    world.store().put(marker, json::object{});
    const auto vpc = make_vpc(world, scope, {default_block, "default", json::array(), true});
    make_default_subnets(world, scope, vpc);
    const auto gateway = make_internet_gateway(world, scope, json::array());
    attach_to_vpc(world, scope, gateway, vpc);
    route_to_internet(world, scope, vpc, gateway);
    mark_default(world, scope, vpc);
}

}  // namespace inland::emulator
