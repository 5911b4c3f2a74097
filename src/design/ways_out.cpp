// SPDX-License-Identifier: Apache-2.0
#include "design/ways_out.h"

#include <algorithm>

namespace inland::design {
namespace {

SubnetReferences subnets_named(const Drawing& drawing, std::string_view prefix) {
    SubnetReferences found;
    for (const auto& [key, subnet] : drawing.topology().all<topology::Subnet>()) {
        if (key.starts_with(prefix))
            found.push_back({key});
    }
    return found;
}

SubnetReferences given_subnets(const spec::ExistingNetwork& network) {
    SubnetReferences subnets;
    for (const auto& id : network.subnet_ids)
        subnets.push_back({id.value});
    std::ranges::sort(subnets);
    return subnets;
}

}  // namespace

WayOut way_out_of_nodes(const spec::Network& network) {
    if (network.nodes.value == spec::NodePlacement::Public)
        return WayOut::InternetGateway;
    return network.egress.value == spec::Egress::Nat ? WayOut::Nat : WayOut::None;
}

bool has_public_side(const spec::Network& network) {
    return way_out_of_nodes(network) != WayOut::None || network.egress.value == spec::Egress::Nat;
}

std::string_view way_to_api(const spec::Cluster& cluster) {
    const bool is_public_only = std::holds_alternative<spec::PublicAccess>(cluster.access.value);
    return is_public_only ? "the public API" : "the private API";
}

SubnetReferences private_subnets(const Drawing& drawing) {
    const auto* existing = drawing.spec.network.existing();
    return existing != nullptr ? given_subnets(*existing)
                               : subnets_named(drawing, "subnet/private-");
}

SubnetReferences public_subnets(const Drawing& drawing) {
    return subnets_named(drawing, "subnet/public-");
}

SubnetReferences all_subnets(const Drawing& drawing) {
    auto subnets = private_subnets(drawing);
    std::ranges::copy(public_subnets(drawing), std::back_inserter(subnets));
    return subnets;
}

SubnetReferences node_subnets(const Drawing& drawing) {
    const bool is_public = drawing.spec.network.nodes.value == spec::NodePlacement::Public &&
                           drawing.spec.network.created() != nullptr;
    return is_public ? public_subnets(drawing) : private_subnets(drawing);
}

std::string zone_letter(const Drawing& drawing, const std::string& zone) {
    return zone.substr(drawing.spec.region.value.size());
}

}  // namespace inland::design
