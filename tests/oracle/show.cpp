// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/show.h"

#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::oracle {

namespace {

using Lines = std::vector<std::string>;

std::string text_of(const Block& block) {
    return fmt::format("{}{}/{}", block.six ? "v6:" : "", block.base, block.length);
}

std::string text_of(Protocol protocol) {
    constexpr std::array<std::string_view, 3> names{"all", "tcp", "udp"};
    return std::string(names.at(static_cast<std::size_t>(protocol)));
}

std::string text_of(Target target) {
    constexpr std::array<std::string_view, 8> names{"vpn", "blackhole", "internet", "egress-only",
                                                    "nat", "peering",   "transit",  "appliance"};
    return std::string(names.at(static_cast<std::size_t>(target)));
}

std::string text_of(const std::vector<Block>& blocks) {
    Lines texts;
    for (const auto& block : blocks)
        texts.push_back(text_of(block));
    return fmt::format("[{}]", fmt::join(texts, " "));
}

std::string text_of(const GroupRule& rule) {
    const auto peer = rule.group  ? fmt::format("group {}", *rule.group)
                      : rule.list ? fmt::format("list {}", *rule.list)
                                  : text_of(rule.block);
    return fmt::format("{} {}-{} {}{}", text_of(rule.protocol), rule.first_port, rule.last_port,
                       peer, rule.doubtful ? " (doubtful)" : "");
}

std::string text_of(const AclEntry& entry) {
    return fmt::format("{} #{} {} {} {}-{} {}", entry.egress ? "egress" : "ingress", entry.number,
                       entry.allow ? "allow" : "deny", text_of(entry.protocol), entry.first_port,
                       entry.last_port, text_of(entry.block));
}

std::string text_of(const StaticRoute& route) {
    return fmt::format("{} -> {}",
                       route.list ? fmt::format("list {}", *route.list) : text_of(route.block),
                       text_of(route.target));
}

void add_group(Lines& lines, std::size_t number, const Group& group) {
    for (const auto& rule : group.ingress)
        lines.push_back(fmt::format("group {} ingress {}", number, text_of(rule)));
    for (const auto& rule : group.egress)
        lines.push_back(fmt::format("group {} egress {}", number, text_of(rule)));
}

void add_subnet(Lines& lines, std::size_t number, const Subnet& subnet) {
    lines.push_back(fmt::format("subnet {}{}{}{}", number, subnet.has_acl ? " acl" : "",
                                subnet.propagates ? " propagates" : "",
                                subnet.own_table ? "" : " main table"));
    for (const auto& entry : subnet.acl)
        lines.push_back(fmt::format("  {}", text_of(entry)));
    for (const auto& route : subnet.routes)
        lines.push_back(fmt::format("  {}", text_of(route)));
}

void add_vpc(Lines& lines, std::size_t number, const Vpc& vpc) {
    lines.push_back(
        fmt::format("vpc {}: internet gateway {}, egress-only {}, nat in {} public {} available {}",
                    number, vpc.internet_gateway, vpc.egress_only_gateway, vpc.nat.subnet,
                    vpc.nat.is_public, vpc.nat.available));
}

void add_transit(Lines& lines, const World& world) {
    for (std::size_t at = 0; at < world.attachments.size(); ++at) {
        const auto& each = world.attachments.at(at);
        lines.push_back(fmt::format(
            "attachment {}: there {} available {} references {} six {} subnets {} table {}", at,
            each.there, each.available, each.references, each.carries_six, each.subnets,
            each.table));
    }
    for (std::size_t at = 0; at < world.transit_tables.size(); ++at) {
        const auto& table = world.transit_tables.at(at);
        lines.push_back(fmt::format("transit table {} propagates {}", at, table.propagates));
        for (const auto& route : table.routes)
            lines.push_back(fmt::format("  {} -> {}", text_of(route.block), route.attachment));
    }
    lines.push_back("transit learned " + text_of(world.transit_learned));
}

void add_rest(Lines& lines, const World& world) {
    lines.push_back(fmt::format("lists {} {}", text_of(world.lists[0]), text_of(world.lists[1])));
    lines.push_back(fmt::format("vpn attached {} learned {}", world.gateway_attached,
                                text_of(world.vpn_routes)));
    lines.push_back(fmt::format("public access {}", static_cast<int>(world.public_access)));
    for (const auto& each : world.exclusions)
        lines.push_back(fmt::format("  but vpc {} subnet {} both ways {}", each.vpc, each.subnet,
                                    each.both_ways));
    lines.push_back(fmt::format("peering active {} in region {}; transit references {}",
                                world.peering_active, world.peering_in_region,
                                world.transit_references));
    lines.push_back(fmt::format("storage {} in {}", world.storage_there, world.storage_subnets));
    lines.push_back(
        fmt::format("endpoint {} private dns {} in {} groups {}; dns support {} hostnames {}",
                    world.endpoint_there, world.endpoint_private_dns, world.endpoint_subnets,
                    world.endpoint_groups, world.dns_support, world.dns_hostnames));
}

std::string text_of(const End& end) {
    constexpr std::array<std::string_view, 4> names{"subnet", "clients", "internet", "storage"};
    return fmt::format("{} {}{}-{} subnet {} groups {}{}",
                       names.at(static_cast<std::size_t>(end.place)), end.six ? "v6:" : "",
                       end.first, end.last, end.subnet, end.groups,
                       end.public_address ? " public" : "");
}

}  // namespace

std::string text_of(const Question& question) {
    Lines lines{fmt::format("from {}", text_of(question.from)),
                fmt::format("to {}, {} port {}", text_of(question.to), text_of(question.protocol),
                            question.port)};
    const World& world = question.world;
    for (std::size_t at = 0; at < world.groups.size(); ++at)
        add_group(lines, at, world.groups.at(at));
    for (std::size_t at = 0; at < world.subnets.size(); ++at)
        add_subnet(lines, at, world.subnets.at(at));
    for (std::size_t at = 0; at < world.vpcs.size(); ++at)
        add_vpc(lines, at, world.vpcs.at(at));
    add_transit(lines, world);
    add_rest(lines, world);
    return fmt::format("{}\n", fmt::join(lines, "\n"));
}

}  // namespace inland::oracle
