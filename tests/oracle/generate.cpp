// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/generate.h"

#include "tests/oracle/choices.h"
#include "tests/oracle/oracle.h"

#include <algorithm>
#include <array>

#include <rapidcheck.h>

namespace inland::oracle {

namespace {

Block any_block() {
    const int length = one_of(std::array{0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 6, 8});
    const int base = below(256);
    return {length == 0 ? 0 : base >> (8 - length) << (8 - length), length, once_in(3)};
}

Block of_ipv4(Block block) {
    block.six = false;
    return block;
}

Protocol any_protocol() {
    return one_of(std::array{Protocol::All, Protocol::Tcp, Protocol::Tcp, Protocol::Udp});
}

/// Often exactly what matters, sometimes one port short of it.
void choose_ports(int& first, int& last) {
    constexpr std::array<std::array<int, 2>, 7> choices{{{0, 15},
                                                         {0, 15},
                                                         {https, https},
                                                         {first_ephemeral, last_ephemeral},
                                                         {first_ephemeral, last_ephemeral - 1},
                                                         {https, last_ephemeral},
                                                         {0, first_ephemeral}}};
    const auto chosen = one_of(choices);
    first = chosen[0];
    last = chosen[1];
}

GroupRule any_rule() {
    GroupRule rule;
    rule.protocol = any_protocol();
    choose_ports(rule.first_port, rule.last_port);
    rule.block = any_block();
    if (once_in(3))
        rule.group = below(group_count);
    else if (once_in(5))
        rule.list = below(list_count + 1);
    rule.doubtful = once_in(20);
    return rule;
}

std::vector<GroupRule> any_rules() {
    std::vector<GroupRule> rules;
    for (int left = below(4); left > 0; --left)
        rules.push_back(any_rule());
    if (once_in(2)) {
        rules.push_back({});
        rules.push_back({.block = {.six = true}});
    }
    return rules;
}

AclEntry any_entry(bool egress) {
    AclEntry entry;
    entry.egress = egress;
    entry.number = 1 + below(1000);
    entry.allow = !once_in(3);
    entry.protocol = any_protocol();
    choose_ports(entry.first_port, entry.last_port);
    entry.block = any_block();
    return entry;
}

void add_entries(std::vector<AclEntry>& entries, bool egress) {
    for (int left = below(4); left > 0; --left)
        entries.push_back(any_entry(egress));
    if (once_in(3))
        return;
    entries.push_back({.egress = egress, .number = 2000, .allow = true, .block = {}});
    entries.push_back({.egress = egress, .number = 2001, .allow = true, .block = {.six = true}});
}

constexpr std::array targets{Target::VpnGateway, Target::Blackhole,  Target::Internet,
                             Target::Internet,   Target::EgressOnly, Target::Nat,
                             Target::Nat,        Target::Peering,    Target::Peering,
                             Target::Transit,    Target::Transit,    Target::Appliance};

bool is_same(const Block& one, const Block& other) {
    return one.length == other.length && one.base == other.base && one.six == other.six;
}

/// A table names a destination once.
void add_new_route(std::vector<StaticRoute>& routes, const StaticRoute& route) {
    const bool is_new = std::none_of(routes.begin(), routes.end(), [&](const StaticRoute& other) {
        return route.list ? other.list == route.list
                          : !other.list && is_same(other.block, route.block);
    });
    if (is_new)
        routes.push_back(route);
}

void add_route(std::vector<StaticRoute>& routes) {
    StaticRoute route{any_block(), one_of(targets)};
    const int list = below(4 * list_count);
    if (list < list_count)
        route.list = list;
    add_new_route(routes, route);
}

/// To the other VPC, often; to everywhere, sometimes.
void add_sound_routes(std::vector<StaticRoute>& routes, int subnet, bool six) {
    const int other = 1 - vpc_of(subnet);
    if (once_in(2))
        add_new_route(routes, {{other * vpc_size, vpc_length, six},
                               once_in(2) ? Target::Peering : Target::Transit});
    if (once_in(3))
        add_new_route(routes, {{0, 0, six},
                               one_of(std::array{Target::Internet, Target::Nat, Target::EgressOnly,
                                                 Target::Transit})});
    if (once_in(3))
        add_new_route(routes, {{128, 1, six}, Target::Transit});
}

Subnet any_subnet(int number) {
    Subnet subnet;
    subnet.has_acl = once_in(2);
    add_entries(subnet.acl, false);
    add_entries(subnet.acl, true);
    for (int left = below(3); left > 0; --left)
        add_route(subnet.routes);
    add_sound_routes(subnet.routes, number, false);
    add_sound_routes(subnet.routes, number, true);
    subnet.propagates = !once_in(3);
    subnet.own_table = number == 0 || number == 4 || !once_in(3);
    return subnet;
}

std::vector<int> any_groups() {
    std::vector<int> groups{below(group_count)};
    if (once_in(2))
        groups.push_back((groups.front() + 1) % group_count);
    return groups;
}

End outside(Place place, int first, int last, bool six) {
    return {.place = place, .first = first, .last = last, .six = six, .groups = {}};
}

/// A network of clients, addresses of the internet, or (as destinations only) the storage service.
End any_outsider(bool six, bool is_destination) {
    const int base = below(8);
    if (once_in(2))
        return outside(Place::Clients, 128 + 16 * base, 128 + 16 * base + 3, six);
    if (is_destination && !six && once_in(2))
        return outside(Place::Storage, elsewhere, elsewhere, false);
    return outside(Place::Internet, 64 + 8 * base, 64 + 8 * base + 3, six);
}

void attach(World& world) {
    for (int number = 0; number < 3; ++number) {
        Attachment& attachment = world.attachments[static_cast<std::size_t>(number)];
        attachment.there = !once_in(10);
        attachment.available = !once_in(10);
        attachment.references = !once_in(4);
        attachment.carries_six = !once_in(4);
        attachment.table = once_in(10) ? -1 : below(transit_table_count);
    }
    world.attachments[0].subnets = {below(4)};
    if (!once_in(3))
        world.attachments[0].subnets.push_back((world.attachments[0].subnets.front() + 1) % 4);
    world.attachments[1].subnets = {4, 5};
    if (once_in(4))
        world.attachments[1].subnets.pop_back();
}

/// AWS refuses a second static route to the same destination.
void add_transit_route(std::vector<TransitRoute>& routes, const TransitRoute& route) {
    const bool is_new = std::none_of(routes.begin(), routes.end(), [&](const TransitRoute& other) {
        return is_same(other.block, route.block);
    });
    if (is_new)
        routes.push_back(route);
}

void fill_transit(World& world) {
    attach(world);
    for (TransitTable& table : world.transit_tables) {
        for (bool& propagates : table.propagates)
            propagates = !once_in(4);
        for (int left = below(3); left > 0; --left)
            add_transit_route(table.routes, {any_block(), below(4) - 1});
        if (once_in(2))
            add_transit_route(table.routes, {{0, 0, once_in(3)}, 1});
    }
    world.transit_learned = {{128, 1}};
    if (once_in(2))
        world.transit_learned.push_back(any_block());
    if (once_in(2))
        world.transit_learned.push_back({128, 1, true});
    world.transit_references = !once_in(3);
}

void fill_public(World& world) {
    for (int number = 0; number < vpc_count; ++number) {
        Vpc& vpc = world.vpcs[static_cast<std::size_t>(number)];
        vpc.internet_gateway = !once_in(6);
        vpc.egress_only_gateway = !once_in(6);
        vpc.nat = {number == 0 ? below(4) : 4 + below(2), !once_in(6), !once_in(10)};
    }
    world.public_access = one_of(std::array{PublicAccess::Open, PublicAccess::Open,
                                            PublicAccess::BlockIngress, PublicAccess::BlockBoth});
    for (int left = below(3); left > 0; --left) {
        const bool whole = once_in(2);
        world.exclusions.push_back(
            {whole ? below(vpc_count) : -1, whole ? -1 : below(subnet_count), once_in(2)});
    }
}

void fill_endpoints(World& world) {
    world.storage_there = !once_in(6);
    for (int subnet = 0; subnet < 4; ++subnet)
        if (world.subnets[static_cast<std::size_t>(subnet)].own_table && once_in(2))
            world.storage_subnets.push_back(subnet);
    world.dns_support = !once_in(10);
    world.dns_hostnames = !once_in(10);
    world.endpoint_there = !once_in(10);
    world.endpoint_private_dns = !once_in(10);
    world.endpoint_subnets = {below(2), 2 + below(2)};
    world.endpoint_groups = any_groups();
}

/// Of a route inside of a VPC's own block AWS takes only one to a whole subnet, so no list has one.
Block any_listed_block() {
    Block block = any_block();
    if (block.length >= vpc_length && block.base < vpc_count * vpc_size)
        block.base += vpc_count * vpc_size;
    return block;
}

World any_world() {
    World world;
    for (Group& group : world.groups)
        group = {any_rules(), any_rules()};
    for (int number = 0; number < subnet_count; ++number)
        world.subnets[static_cast<std::size_t>(number)] = any_subnet(number);
    for (auto& list : world.lists)
        for (int left = 1 + below(2); left > 0; --left)
            list.push_back(any_listed_block());
    for (int left = below(4); left > 0; --left)
        world.vpn_routes.push_back(of_ipv4(any_block()));
    if (!once_in(3))
        world.vpn_routes.push_back({128, 1});
    world.gateway_attached = !once_in(10);
    world.peering_active = !once_in(8);
    world.peering_in_region = !once_in(4);
    fill_public(world);
    fill_transit(world);
    fill_endpoints(world);
    return world;
}

void mutate_group(std::vector<GroupRule>& rules) {
    if (rules.empty())
        return rules.push_back(any_rule());
    GroupRule& rule = rules[static_cast<std::size_t>(below(static_cast<int>(rules.size())))];
    if (once_in(2)) {
        rule = GroupRule(rules.back());
        rules.pop_back();
        return;
    }
    rule.block = {};
    rule.first_port = 0;
    rule.last_port = 15;
}

void mutate_acl(std::vector<AclEntry>& entries) {
    if (entries.empty())
        return;
    const auto size = static_cast<int>(entries.size());
    AclEntry& one = entries[static_cast<std::size_t>(below(size))];
    AclEntry& other = entries[static_cast<std::size_t>(below(size))];
    if (once_in(2))
        std::swap(one.number, other.number);
    else
        one.allow = !one.allow;
}

void mutate_routes(World& world, Subnet& subnet) {
    if (once_in(2) && !subnet.routes.empty())
        subnet.routes.pop_back();
    else if (once_in(2) && !world.vpn_routes.empty())
        world.vpn_routes.pop_back();
    else if (once_in(2))
        add_route(subnet.routes);
    else
        subnet.propagates = !subnet.propagates;
}

void mutate_transit(World& world) {
    TransitTable& table =
        world.transit_tables[static_cast<std::size_t>(below(transit_table_count))];
    if (once_in(2) && !table.routes.empty())
        return table.routes.pop_back();
    bool& propagates = table.propagates[static_cast<std::size_t>(below(3))];
    propagates = !propagates;
}

void mutate_public_access(World& world) {
    if (once_in(2) && !world.exclusions.empty())
        return world.exclusions.pop_back();
    world.public_access =
        world.public_access == PublicAccess::Open ? PublicAccess::BlockBoth : PublicAccess::Open;
}

void mutate_switch(World& world) {
    Attachment& attachment = world.attachments[static_cast<std::size_t>(below(3))];
    Vpc& vpc = world.vpcs[static_cast<std::size_t>(below(vpc_count))];
    const std::array<bool*, 16> switches{
        &world.dns_support,          &world.dns_hostnames,      &world.endpoint_there,
        &world.endpoint_private_dns, &world.gateway_attached,   &world.peering_active,
        &world.peering_in_region,    &world.transit_references, &world.storage_there,
        &attachment.there,           &attachment.available,     &attachment.references,
        &attachment.carries_six,     &vpc.internet_gateway,     &vpc.egress_only_gateway,
        &vpc.nat.is_public};
    bool& chosen = *switches[static_cast<std::size_t>(below(16))];
    chosen = !chosen;
}

}  // namespace

End any_interface(bool six) {
    End end = anywhere_in(below(subnet_count), any_groups(), six);
    if (once_in(2))
        end.first = end.last = end.first + below(end.last - end.first + 1);
    end.public_address = once_in(2);
    return end;
}

Question generate() {
    const bool six = once_in(3);
    Question question{.world = any_world(), .from = any_interface(six), .to = any_interface(six)};
    if (once_in(3))
        question.to = any_outsider(six, true);
    else if (once_in(3))
        question.from = any_outsider(six, false);
    question.protocol = once_in(3) ? Protocol::Udp : Protocol::Tcp;
    question.port = once_in(2) ? https : below(16);
    return question;
}

void mutate(Question& question) {
    World& world = question.world;
    Group& group = world.groups[static_cast<std::size_t>(below(group_count))];
    Subnet& subnet = world.subnets[static_cast<std::size_t>(below(subnet_count))];
    switch (below(7)) {
        case 0:
            return mutate_group(group.ingress);
        case 1:
            return mutate_group(group.egress);
        case 2:
            return mutate_acl(subnet.acl);
        case 3:
            return mutate_routes(world, subnet);
        case 4:
            return mutate_transit(world);
        case 5:
            return mutate_public_access(world);
        default:
            return mutate_switch(world);
    }
}

}  // namespace inland::oracle
