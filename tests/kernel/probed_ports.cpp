// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/probed_ports.h"

#include <set>

namespace inland::kernel {

namespace {

using topology::Topology;

constexpr PortRange linux_ephemeral{32768, 60999};
constexpr int first_ephemeral = linux_ephemeral.first;
constexpr int last_port = 65535;
constexpr std::uint16_t no_boundary = 44444;

void add_boundaries(std::set<int>& ports, const PortRange& range) {
    for (const int port : {range.first - 1, range.first + 0, range.last + 0, range.last + 1})
        if (port > 0 && port <= last_port)
            ports.insert(port);
}

std::set<int> group_boundaries(const Topology& world) {
    std::set<int> ports;
    for (const auto& [key, group] : world.all<topology::SecurityGroup>())
        for (const auto* rules : {&group.ingress.value(), &group.egress.value()})
            for (const auto& rule : *rules)
                add_boundaries(ports, rule.ports);
    return ports;
}

std::set<int> acl_boundaries(const Topology& world) {
    std::set<int> ports;
    for (const auto& [key, acl] : world.all<topology::NetworkAcl>())
        for (const auto& entry : acl.entries.value())
            add_boundaries(ports, entry.ports);
    return ports;
}

}  // namespace

std::vector<std::pair<std::uint16_t, std::uint16_t>> probed_ports(const Topology& world) {
    const std::set<int> of_acls = acl_boundaries(world);
    std::set<int> destinations = group_boundaries(world);
    destinations.insert(of_acls.begin(), of_acls.end());
    std::set<int> sources(of_acls.lower_bound(first_ephemeral), of_acls.end());
    sources.insert({linux_ephemeral.first, linux_ephemeral.last});
    std::vector<std::pair<std::uint16_t, std::uint16_t>> pairs;
    for (const int to : destinations)
        if (to >= first_ephemeral)
            pairs.emplace_back(no_boundary, to);
        else
            for (const int from : sources)
                pairs.emplace_back(from, to);
    return pairs;
}

}  // namespace inland::kernel
