// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/inhabitants.h"

#include "prove/joins/pods.h"

#include <algorithm>

namespace inland::prove {

namespace {

void append(std::vector<Party>& parties, std::vector<Party> more) {
    std::ranges::move(more, std::back_inserter(parties));
}

bool is_interface(const topology::VpcEndpoint& endpoint) {
    return endpoint.endpoint_type.value_or_default("Gateway") == "Interface";
}

}  // namespace

std::vector<Party> Inhabitants::nodes() const {
    std::vector<Party> parties;
    for (const Scene& scene : scenes)
        for (const NodeSource& node : scene.nodes)
            parties.push_back(node.party);
    return parties;
}

std::vector<Party> Inhabitants::pods_elsewhere() const {
    std::vector<Party> parties;
    for (const Scene& scene : scenes)
        for (const NodeSource& node : scene.nodes)
            for (const Party* place : places_of(node))
                if (place != &node.party)
                    parties.push_back(*place);
    return parties;
}

std::vector<Party> Inhabitants::control_planes() const {
    std::vector<Party> parties;
    for (const Scene& scene : scenes)
        append(parties, scene.control_plane);
    return parties;
}

std::vector<Party> Inhabitants::endpoints() const {
    std::vector<Party> parties;
    for (const auto& [key, endpoint] : network.topology().all<topology::VpcEndpoint>())
        if (is_interface(endpoint))
            append(parties, endpoint_parties(network, endpoint));
    return parties;
}

std::vector<Party> Inhabitants::everybody() const {
    std::vector<Party> parties = nodes();
    append(parties, pods_elsewhere());
    append(parties, control_planes());
    append(parties, endpoints());
    append(parties, interfaces);
    return parties;
}

bool Inhabitants::is_complete() const {
    const auto& clusters = network.topology().all<topology::Cluster>();
    const bool designed = !clusters.empty() && std::ranges::all_of(clusters, [](const auto& row) {
        return !row.second.why.empty();
    });
    return designed || !network.topology().all<topology::NetworkInterface>().empty();
}

Inhabitants inhabitants_of(const Network& network) {
    Inhabitants inhabitants{network, {}, {}};
    for (const auto& [key, cluster] : network.topology().all<topology::Cluster>())
        inhabitants.scenes.push_back(scene_of(network, cluster));
    for (const auto& [key, observed] : network.topology().all<topology::NetworkInterface>())
        if (auto party = interface_party(network, observed); party && !party->addresses.empty())
            inhabitants.interfaces.push_back(std::move(*party));
    return inhabitants;
}

}  // namespace inland::prove
