// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/generate.h"

#include "tests/oracle/choices.h"
#include "tests/oracle/oracle.h"

#include <array>

#include <rapidcheck.h>

namespace inland::oracle {

namespace {

Block any_block() {
    const int length = one_of(std::array{0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 6, 8});
    const int base = below(256);
    return {length == 0 ? 0 : base >> (8 - length) << (8 - length), length};
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
    rule.doubtful = once_in(20);
    return rule;
}

std::vector<GroupRule> any_rules() {
    std::vector<GroupRule> rules;
    for (int left = below(4); left > 0; --left)
        rules.push_back(any_rule());
    if (once_in(2))
        rules.push_back({});
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
    if (!once_in(3))
        entries.push_back({.egress = egress, .number = 2000, .allow = true, .block = {}});
}

Subnet any_subnet() {
    Subnet subnet;
    subnet.has_acl = once_in(2);
    add_entries(subnet.acl, false);
    add_entries(subnet.acl, true);
    for (int left = below(3); left > 0; --left)
        subnet.routes.push_back({any_block(), one_of(std::array{Target::Gateway, Target::Blackhole,
                                                                Target::Elsewhere})});
    subnet.propagates = !once_in(3);
    subnet.own_table = !once_in(3);
    return subnet;
}

std::vector<int> any_groups() {
    std::vector<int> groups{below(group_count)};
    if (once_in(2))
        groups.push_back((groups.front() + 1) % group_count);
    return groups;
}

World any_world() {
    World world;
    for (Group& group : world.groups)
        group = {any_rules(), any_rules()};
    for (Subnet& subnet : world.subnets)
        subnet = any_subnet();
    world.subnets[0].own_table = true;
    for (int left = below(4); left > 0; --left)
        world.vpn_routes.push_back(any_block());
    if (!once_in(3))
        world.vpn_routes.push_back({128, 1});
    world.gateway_attached = !once_in(10);
    world.dns_support = !once_in(10);
    world.dns_hostnames = !once_in(10);
    world.endpoint_there = !once_in(10);
    world.endpoint_private_dns = !once_in(10);
    world.endpoint_subnets = {below(2), 2 + below(2)};
    world.endpoint_groups = any_groups();
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
    else
        subnet.propagates = !subnet.propagates;
}

void mutate_switch(World& world) {
    bool* const switches[] = {&world.dns_support, &world.dns_hostnames, &world.endpoint_there,
                              &world.endpoint_private_dns, &world.gateway_attached};
    bool& chosen = *switches[below(5)];
    chosen = !chosen;
}

}  // namespace

End any_end() {
    if (once_in(4)) {
        const int base = 128 + 8 * below(16);
        return {base, base + 7, -1, {}};
    }
    End end = anywhere_in(below(subnet_count), any_groups());
    if (once_in(2))
        end.first = end.last = end.first + below(end.last - end.first + 1);
    return end;
}

Question generate() {
    Question question{.world = any_world(), .from = any_end(), .to = any_end()};
    if (question.from.subnet < 0 && question.to.subnet < 0)
        question.to = anywhere_in(below(subnet_count), any_groups());
    question.protocol = once_in(3) ? Protocol::Udp : Protocol::Tcp;
    question.port = once_in(2) ? https : below(16);
    return question;
}

void mutate(Question& question) {
    World& world = question.world;
    Group& group = world.groups[static_cast<std::size_t>(below(group_count))];
    Subnet& subnet = world.subnets[static_cast<std::size_t>(below(subnet_count))];
    switch (below(5)) {
        case 0:
            return mutate_group(group.ingress);
        case 1:
            return mutate_group(group.egress);
        case 2:
            return mutate_acl(subnet.acl);
        case 3:
            return mutate_routes(world, subnet);
        default:
            return mutate_switch(world);
    }
}

}  // namespace inland::oracle
