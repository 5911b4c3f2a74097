// SPDX-License-Identifier: Apache-2.0
#include "checker/coverage.h"

#include "checker/rules.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::checker {

namespace {

using Members = std::set<std::pair<std::string, std::string>>;  // owner and subnet

template <typename R>
std::vector<std::string> subnets_of(const World& world, const std::string& key) {
    std::vector<std::string> subnets;
    const auto* owner = world.topology.find<R>(key);
    if (owner != nullptr && owner->subnets.is_known())
        for (const auto& subnet : owner->subnets.value())
            subnets.push_back(subnet.key);
    return subnets;
}

std::vector<std::string> subnets_of(const World& world, const std::string& type,
                                    const std::string& key) {
    if (type == topology::NodeGroup::type)
        return subnets_of<topology::NodeGroup>(world, key);
    if (type == topology::AutoScalingGroup::type)
        return subnets_of<topology::AutoScalingGroup>(world, key);
    if (type == topology::Cluster::type)
        return subnets_of<topology::Cluster>(world, key);
    if (type == topology::ResolverEndpoint::type)
        return subnets_of<topology::ResolverEndpoint>(world, key);
    return subnets_of<topology::VpcEndpoint>(world, key);
}

/// What lacks on one side, of every owner that occurs there.
std::string lacking(const World& world, const std::vector<const Passage*>& passages, Side side) {
    Members there;
    for (const auto* passage : passages) {
        const Party& party = party_at(*passage, side);
        there.emplace(party.owner, party.subnet);
    }
    for (const auto* passage : passages) {
        const Party& party = party_at(*passage, side);
        if (party.where == Where::Subnet)
            for (const std::string& subnet : subnets_of(world, party.owner_type, party.owner))
                if (!there.contains({party.owner, subnet}))
                    return fmt::format("it leaves out {} in {}", party.owner, subnet);
    }
    return {};
}

std::vector<const Passage*> passages_of(const Row& row) {
    std::vector<const Passage*> passages;
    for (const Passage& passage : row.passages)
        passages.push_back(&passage);
    return passages;
}

bool are_nodes(const Party& party) {
    return party.owner_type == topology::NodeGroup::type ||
           party.owner_type == topology::AutoScalingGroup::type;
}

/// A row is about one node group in one subnet, on whichever side that is.
bool is_subject(const Row& row, Side side) {
    const auto& first = party_at(row.passages.front(), side);
    return are_nodes(first) && std::ranges::all_of(row.passages, [&](const Passage& passage) {
               return party_at(passage, side).subnet == first.subnet &&
                      party_at(passage, side).owner == first.owner;
           });
}

std::string unanswered(const Row& row) {
    for (const Name& name : row.names)
        for (const std::string& answer : name.answers)
            if (std::ranges::none_of(row.passages, [&](const Passage& passage) {
                    return passage.to.owner == answer;
                }))
                return fmt::format("it leaves out {}, which answers for {}", answer, name.name);
    return {};
}

const knowledge::Flow* flow_of(const World& world, const Row& row) {
    return row.flow.starts_with("intent.") ? nullptr : world.tables.flow(row.flow);
}

/// For the internet, all protocols and ports; for clients, the ports that systems call from.
bool is_wide_enough(const Passage& passage) {
    if (passage.must == Must::Reach)
        return passage.source_ports.contains(PortRange{32768, 60999});
    const bool outside =
        passage.from.where == Where::Internet || passage.to.where == Where::Internet;
    return !outside || (passage.ports == PortRange{} && passage.source_ports == PortRange{});
}

std::string missing_ports(const World& world, const Row& row) {
    const auto* flow = flow_of(world, row);
    if (flow == nullptr)
        return {};
    for (const int port : flow->ports)
        if (std::ranges::none_of(row.passages, [&](const Passage& passage) {
                return passage.ports.contains(static_cast<std::uint16_t>(port));
            }))
            return fmt::format("it leaves out port {}", port);
    return std::ranges::all_of(row.passages, is_wide_enough) ? std::string()
                                                             : "it leaves out some ports";
}

/// Rules treat protocols that none of them names alike (RFC 3692 keeps this one for experiments).
constexpr int unnamed_protocol = 253;

std::string missing_protocols(const Row& row) {
    if (row.must != Must::NeverReach || !row.flow.starts_with("internet."))
        return {};
    for (const int protocol : {1, 6, 17, 58, unnamed_protocol})
        if (std::ranges::find(row.passages, protocol, &Passage::protocol) == row.passages.end())
            return fmt::format("it leaves out protocol {}", protocol);
    return {};
}

/// Flows that no filter sees: to the VPC's resolver and the machine's own metadata, and what a
/// cluster makes of an identity.
constexpr std::array<std::string_view, 3> without_packets{"node.dns", "node.user-data",
                                                          "node.identity"};

}  // namespace

std::string left_out(const World& world, const Row& row) {
    const auto passages = passages_of(row);
    for (const Side side : {Side::From, Side::To})
        if (!is_subject(row, side))
            if (auto fault = lacking(world, passages, side); !fault.empty())
                return fault;
    for (auto fault : {unanswered(row), missing_ports(world, row), missing_protocols(row)})
        if (!fault.empty())
            return fault;
    return {};
}

std::string left_out_of_failure(const Row& row) {
    for (const Passage& passage : row.passages)
        if (!passage.to.service.empty() && std::ranges::none_of(row.names, [&](const Name& name) {
                return name.subnet == passage.from.subnet && name.answers.empty();
            }))
            return fmt::format("it does not show that {} is a public name", row.to);
    return {};
}

std::string left_out(const World& world, const Certificate& certificate, const Row& row) {
    std::vector<const Passage*> passages;
    for (const Row& other : certificate.rows)
        if (other.flow == row.flow && other.cluster == row.cluster)
            std::ranges::copy(passages_of(other), std::back_inserter(passages));
    for (const Side side : {Side::From, Side::To})
        if (auto fault = lacking(world, passages, side); !fault.empty())
            return fault;
    return {};
}

bool is_about_public_access(const World& world, const Row& row) {
    const auto* cluster = world.topology.find<topology::Cluster>(row.cluster);
    return row.flow == "internet.ingress" && row.to == "the Kubernetes API" && cluster != nullptr &&
           row.must == Must::NeverReach &&
           cluster->endpoint_public_access.value_or_default(true) ==
               std::optional(row.outcome == Outcome::Fails);
}

bool is_about_packets(const World& world, const Row& row) {
    if (row.flow.starts_with("intent."))
        return true;
    const auto* flow = world.tables.flow(row.flow);
    if (flow == nullptr)
        return true;
    return std::ranges::find(without_packets, row.flow) == without_packets.end() &&
           (!flow->ports.empty() || !flow->service.empty() ||
            flow->must == knowledge::Must::NeverReach || row.flow.starts_with("addon."));
}

}  // namespace inland::checker
