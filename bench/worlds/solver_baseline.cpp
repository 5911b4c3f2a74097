// SPDX-License-Identifier: Apache-2.0
#include "bench/worlds/solver_baseline.h"

#ifdef INLAND_Z3
#include <algorithm>
#include <ctime>

#include <z3++.h>
#endif

namespace inland::bench {

#ifdef INLAND_Z3

namespace {

using namespace topology;

constexpr unsigned address_bits = 32, port_bits = 16;

/// The packet of a connection as bit vectors.
struct Packet {
    z3::expr source, destination, source_port, destination_port;
};

z3::expr in_block(const z3::expr& address, const Ipv4Prefix& block) {
    auto& context = address.ctx();
    return z3::ule(context.bv_val(block.first().bits, address_bits), address) &&
           z3::ule(address, context.bv_val(block.last().bits, address_bits));
}

z3::expr in_range(const z3::expr& port, const PortRange& ports) {
    auto& context = port.ctx();
    return z3::ule(context.bv_val(ports.first, port_bits), port) &&
           z3::ule(port, context.bv_val(ports.last, port_bits));
}

bool is_tcp(int protocol) {
    return protocol == 6 || protocol == -1;
}

bool carries(const NetworkInterface& interface, const std::string& group) {
    return std::ranges::any_of(interface.security_groups.value(),
                               [&](const auto& reference) { return reference.key == group; });
}

z3::expr admits(const Topology& world, const NetworkInterface& owner, const NetworkInterface& peer,
                Attribute<std::vector<SecurityGroupRule>> SecurityGroup::* direction,
                const z3::expr& peer_address, const z3::expr& port) {
    z3::expr any = port.ctx().bool_val(false);
    for (const auto& reference : owner.security_groups.value())
        for (const auto& rule : (world.find<SecurityGroup>(reference.key)->*direction).value()) {
            if (!is_tcp(rule.protocol))
                continue;
            const z3::expr ports = in_range(port, rule.protocol == -1 ? PortRange{} : rule.ports);
            if (rule.block)
                any = any || (in_block(peer_address, *rule.block) && ports);
            else if (carries(peer, rule.group))
                any = any || ports;
        }
    return any;
}

const NetworkAcl* acl_of(const Topology& world, const std::string& subnet) {
    for (const auto& [key, acl] : world.all<NetworkAcl>())
        for (const auto& reference : acl.subnets.value())
            if (reference.key == subnet)
                return &acl;
    return nullptr;
}

z3::expr passes(const Topology& world, const std::string& subnet, TrafficDirection direction,
                const z3::expr& peer, const z3::expr& port) {
    const NetworkAcl* acl = acl_of(world, subnet);
    if (acl == nullptr)
        return port.ctx().bool_val(true);
    auto entries = acl->entries.value();
    std::ranges::sort(entries, std::greater(), &NetworkAclEntry::rule_number);
    z3::expr decision = port.ctx().bool_val(false);
    for (const NetworkAclEntry& entry : entries)
        if (entry.direction == direction && is_tcp(entry.protocol))
            decision = z3::ite(in_block(peer, entry.block) &&
                                   in_range(port, entry.protocol == -1 ? PortRange{} : entry.ports),
                               port.ctx().bool_val(entry.action == RuleAction::Allow), decision);
    return decision;
}

z3::expr opens(const Topology& world, const NetworkInterface& from, const NetworkInterface& to,
               const Packet& packet) {
    const z3::expr groups =
        admits(world, from, to, &SecurityGroup::egress, packet.destination,
               packet.destination_port) &&
        admits(world, to, from, &SecurityGroup::ingress, packet.source, packet.destination_port);
    const std::string& here = from.subnet.value().key;
    const std::string& there = to.subnet.value().key;
    if (here == there)
        return groups;
    constexpr auto out = TrafficDirection::Egress, in = TrafficDirection::Ingress;
    return groups && passes(world, here, out, packet.destination, packet.destination_port) &&
           passes(world, there, in, packet.source, packet.destination_port) &&
           passes(world, there, out, packet.source, packet.source_port) &&
           passes(world, here, in, packet.destination, packet.source_port);
}

z3::expr address_of(z3::context& context, const NetworkInterface& interface) {
    return context.bv_val(interface.private_addresses.value().front().bits, address_bits);
}

bool reaches(const Topology& world, const NetworkInterface& from, const NetworkInterface& to,
             std::uint16_t port) {
    z3::context context;
    z3::solver solver(context, "QF_BV");
    const Packet packet{context.bv_const("source", address_bits),
                        context.bv_const("destination", address_bits),
                        context.bv_const("source_port", port_bits),
                        context.bv_const("destination_port", port_bits)};
    solver.add(packet.source == address_of(context, from));
    solver.add(packet.destination == address_of(context, to));
    solver.add(packet.destination_port == context.bv_val(port, port_bits));
    solver.add(in_range(packet.source_port, {32768, 60999}));
    solver.add(!opens(world, from, to, packet));
    return solver.check() == z3::unsat;
}

}  // namespace

std::optional<SolvedPairs> solve_pairs(const Topology& world,
                                       const std::vector<const NetworkInterface*>& interfaces,
                                       std::uint16_t port, std::size_t sample) {
    SolvedPairs solved;
    const std::clock_t before = std::clock();
    const std::size_t count = interfaces.size();
    for (std::size_t number = 0; number < sample; ++number) {
        const std::size_t from = number % count;
        const std::size_t to = (from + 1 + number * 7 % (count - 1)) % count;
        solved.pairs.push_back(
            {from, to, reaches(world, *interfaces[from], *interfaces[to], port)});
    }
    solved.seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    return solved;
}

#else

std::optional<SolvedPairs> solve_pairs(const topology::Topology&,
                                       const std::vector<const topology::NetworkInterface*>&,
                                       std::uint16_t, std::size_t) {
    return std::nullopt;
}

#endif

}  // namespace inland::bench
