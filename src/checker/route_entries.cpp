// SPDX-License-Identifier: Apache-2.0
// What the route table of a subnet holds.
#include "checker/look_up.h"
#include "checker/vpn.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::Route;
using topology::RouteTarget;

/// A route to a whole block of the VPC is its local one, led elsewhere.
bool replaces_local(const Entry& entry) {
    return entry.rank == Rank::Static &&
           (entry.kind == RouteTarget::NetworkInterface || entry.kind == RouteTarget::VpcEndpoint ||
            entry.kind == RouteTarget::NatGateway);
}

void drop_replaced(Entries& entries) {
    const Entries all = entries;
    std::erase_if(entries, [&](const Entry& local) {
        return local.rank == Rank::Local && std::ranges::any_of(all, [&](const Entry& other) {
                   return other.block == local.block && replaces_local(other);
               });
    });
}

Entry to_target(Entry entry, const Route& route) {
    entry.kind = route.target;
    entry.target = route.target_key;
    if (route.state != topology::RouteState::Active)
        entry.lead = Lead::Nowhere;
    return entry;
}

bool names_a_list(const Route& route) {
    return !route.destination && !route.ipv6_destination &&
           route.target != RouteTarget::VpcEndpoint;
}

void add_listed(Entries& entries, const topology::PrefixList& list, const Route& route) {
    const auto add = [&](const auto& blocks) {
        if (blocks.is_known())
            for (const auto& block : blocks.value())
                entries.push_back(to_target(entry(block, Rank::PrefixList, Lead::Target), route));
    };
    add(list.blocks);
    add(list.ipv6_blocks);
}

/// What a gateway advertises into the table; what lies inside a local block loses to it.
void add_propagated(Entries& entries, const Entries& locals, const topology::VpnGateway& gateway,
                    const std::vector<Ipv4Prefix>& blocks) {
    for (const Ipv4Prefix& block : blocks) {
        Entry learned = entry(block, Rank::Propagated, Lead::Target);
        learned.kind = RouteTarget::VpnGateway;
        learned.target = gateway.key;
        const bool loses = std::ranges::any_of(
            locals, [&](const Entry& local) { return local.block.contains(learned.block); });
        if (!loses)
            entries.push_back(std::move(learned));
    }
}

/// Of overlapping prefix lists AWS picks one at random, which is not followed here: one is enough.
bool knows_lists(const World& world, const topology::RouteTable& table) {
    std::size_t count = 0;
    for (const Route& route : table.routes.value()) {
        if (!names_a_list(route))
            continue;
        const auto* list = prefix_list(world, route.prefix_list);
        if (list == nullptr || list->blocks.is_unknown() || list->ipv6_blocks.is_unknown() ||
            ++count > 1)
            return false;
    }
    return true;
}

void add_static(Entries& entries, const World& world, const topology::RouteTable& table) {
    for (const Route& route : table.routes.value())
        if (route.destination)
            entries.push_back(
                to_target(entry(*route.destination, Rank::Static, Lead::Target), route));
        else if (route.ipv6_destination)
            entries.push_back(
                to_target(entry(*route.ipv6_destination, Rank::Static, Lead::Target), route));
        else if (const auto* list = prefix_list(world, route.prefix_list);
                 list != nullptr && names_a_list(route))
            add_listed(entries, *list, route);
}

/// Everything but what surely stays in the VPC.
void doubt_all_but_local(Entries& entries) {
    for (Entry& entry : entries)
        if (entry.rank != Rank::Local)
            entry.lead = Lead::Unknown;
    entries.push_back(unknown_entry());
}

Entries entries_of(const World& world, const topology::Vpc& vpc,
                   const topology::RouteTable& table) {
    Entries entries = local_entries(vpc);
    const Entries locals = entries;
    bool known = !table.propagating_gateways.is_unknown();
    if (table.routes.is_known()) {
        known = known && knows_lists(world, table);
        add_static(entries, world, table);
    }
    const auto* gateway = vpn_gateway_of(world, vpc);
    if (gateway != nullptr && refers_to(table.propagating_gateways, gateway->key)) {
        const Learned learned = learned_by(world, *gateway);
        add_propagated(entries, locals, *gateway, learned.blocks);
        known = known && learned.is_all;
    }
    drop_replaced(entries);
    if (!known)
        doubt_all_but_local(entries);
    return entries;
}

bool knows_its_blocks(const topology::Vpc& vpc) {
    return vpc.cidr_block.is_known() && !vpc.secondary_cidr_blocks.is_unknown();
}

/// Which IPv6 block it gets may not be known before it is made.
void doubt_ipv6(Entries& entries) {
    std::erase_if(entries, [](const Entry& entry) { return !entry.block.is_ipv4(); });
    entries.push_back({.block = {IpAddress(0, 0), last_ip_address},
                       .length = 0,
                       .rank = Rank::Local,
                       .lead = Lead::Unknown});
}

}  // namespace

Entries local_entries(const topology::Vpc& vpc) {
    Entries entries;
    const auto add = [&](const auto& blocks) {
        if (blocks.is_known())
            for (const auto& block : blocks.value())
                entries.push_back(entry(block, Rank::Local, Lead::Local));
    };
    if (vpc.cidr_block.is_known())
        entries.push_back(entry(vpc.cidr_block.value(), Rank::Local, Lead::Local));
    add(vpc.secondary_cidr_blocks);
    add(vpc.ipv6_cidr_blocks);
    return entries;
}

Entries route_entries(const World& world, const topology::Subnet& subnet) {
    const auto* vpc = world.vpc_of(subnet);
    const auto table = world.table_of(subnet);
    const bool known = vpc != nullptr && knows_its_blocks(*vpc) && table &&
                       (*table == nullptr || !(*table)->routes.is_unknown());
    if (!known)
        return {unknown_entry()};
    Entries entries = *table == nullptr ? local_entries(*vpc) : entries_of(world, *vpc, **table);
    if (vpc->ipv6_cidr_blocks.is_unknown())
        doubt_ipv6(entries);
    return entries;
}

}  // namespace inland::checker
