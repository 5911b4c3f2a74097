// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/ipv6.h"

#include "prove/cause_kinds.h"

namespace inland::prove {

namespace {

/// A subnet gives addresses to what starts in it, and the CNI of an IPv6 cluster asks for some. A
/// launch template may ask too, and nobody reads that yet.
std::optional<bool> gets_addresses(const Scene& scene, const topology::Subnet& subnet) {
    const auto by_subnet = subnet.assign_ipv6_on_creation.value_or_default(false);
    const auto by_cluster = has_ipv6_pods(scene.cluster);
    if (by_subnet == true || by_cluster == true)
        return true;
    const bool by_template = !scene.network.topology().all<topology::LaunchTemplate>().empty();
    if (!by_subnet || !by_cluster || by_template)
        return std::nullopt;
    return false;
}

}  // namespace

std::optional<bool> has_ipv6_pods(const topology::Cluster& cluster) {
    const auto family = cluster.ip_family.value_or_default("ipv4");
    return family ? std::optional(*family == "ipv6") : std::nullopt;
}

Party with_ipv6(const Scene& scene, Party party) {
    const SubnetView& subnet = *party.subnet;
    const auto gets = gets_addresses(scene, *subnet.subnet);
    if (!subnet.ipv6_addresses || gets == false)
        return party;
    party.addresses.push_back(*subnet.ipv6_addresses);
    party.ipv6_missing =
        gets ? subnet.ipv6_missing : "whether " + party.name + " has IPv6 addresses";
    return party;
}

Party only_ipv6(Party party) {
    party.addresses.clear();
    if (party.subnet->ipv6_addresses)
        party.addresses.push_back(*party.subnet->ipv6_addresses);
    party.ipv6_missing = party.subnet->ipv6_missing;
    return party;
}

Passage pass_by_family(const Scene& scene, const Party& source, const Party& destination,
                       const knowledge::Flow& flow) {
    const auto by_ipv6 = has_ipv6_pods(scene.cluster);
    if (by_ipv6 == false)
        return must_pass_all(scene.network, source, destination, flow);
    if (!by_ipv6)
        return stopped_by({missing_fact(resource_name(scene.cluster), "the family of its pods")});
    const Party from = only_ipv6(source);
    const Party to = only_ipv6(destination);
    for (const Party* party : {&from, &to})
        if (party->addresses.empty())
            return stopped_by(
                {blocker_of(cause_kind::no_route, resource_name(*party->subnet->subnet),
                            "it has no IPv6 block, and the cluster's pods have IPv6 "
                            "addresses only",
                            party->subnet->subnet->key)});
    Passage passage = must_pass_all(scene.network, from, to, flow);
    if (!from.ipv6_missing.empty() || !to.ipv6_missing.empty())
        merge(passage, stopped_by({missing_fact(
                           "", from.ipv6_missing.empty() ? to.ipv6_missing : from.ipv6_missing)}));
    return passage;
}

}  // namespace inland::prove
