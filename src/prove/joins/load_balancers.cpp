// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/load_balancers.h"

#include "topology/network_interface.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::LoadBalancer;
using topology::NetworkInterface;

/// "ELB app/web/50dc6c495c0c9188", by which AWS describes a balancer's interfaces; "" before it is
/// made.
std::string interface_text(const LoadBalancer& balancer) {
    constexpr std::string_view mark = ":loadbalancer/";
    const auto at = balancer.id.find(mark);
    return at == std::string::npos ? std::string() : "ELB " + balancer.id.substr(at + mark.size());
}

/// The address that it has in the subnet, where that is observed.
void narrow(Party& party, const Network& network, const LoadBalancer& balancer) {
    const auto description = interface_text(balancer);
    if (description.empty())
        return;
    std::vector<AddressRange> addresses;
    for (const auto& [key, observed] : network.topology().all<NetworkInterface>()) {
        const bool is_its = observed.description == description && observed.subnet.is_known() &&
                            observed.subnet.value().key == party.subnet->subnet->key;
        if (is_its && observed.private_addresses.is_known())
            for (const auto& address : observed.private_addresses.value())
                addresses.push_back(AddressRange::of(address));
    }
    if (!addresses.empty())
        party.addresses = std::move(addresses);
}

void carry_groups(Party& party, const Network& network, const LoadBalancer& balancer) {
    carry(party, network, balancer.security_groups, resource_name(balancer));
    if (!party.groups.empty() || !party.groups_missing.empty())
        return;
    if (balancer.kind.is_unknown())
        party.groups_missing = "the kind of " + resource_name(balancer);
    else if (balancer.kind == std::string("network"))
        party.group_rule = GroupRule::None;
    else if (party.subnet->vpc->default_group != nullptr)
        party.groups.push_back(party.subnet->vpc->default_group);
}

bool is_in(const Scene& scene, const LoadBalancer& balancer) {
    if (!balancer.subnets.is_known())
        return false;
    return std::ranges::any_of(balancer.subnets.value(), [&](const auto& subnet) {
        const auto* view = scene.network.subnet(subnet.key);
        return view != nullptr && view->vpc == scene.vpc;
    });
}

}  // namespace

BalancerPlaces places_of(const Network& network, const LoadBalancer& balancer) {
    BalancerPlaces places;
    if (!balancer.subnets.is_known())
        places.missing.push_back("the subnets of " + resource_name(balancer));
    for (const auto& subnet : balancer.subnets.is_known()
                                  ? balancer.subnets.value()
                                  : std::vector<topology::Reference<topology::Subnet>>()) {
        auto party = subnet_party(network, subnet.key,
                                  fmt::format("{} in {}", resource_name(balancer), subnet.key));
        if (!party) {
            places.missing.push_back("subnet " + subnet.key);
            continue;
        }
        narrow(*party, network, balancer);
        carry_groups(*party, network, balancer);
        if (balancer.scheme != std::string("internal"))
            party->public_address =
                balancer.scheme.is_known() ? PublicAddress::Has : PublicAddress::Unknown;
        places.parties.push_back(std::move(*party));
    }
    return places;
}

std::vector<const LoadBalancer*> balancers_of(const Scene& scene) {
    std::vector<const LoadBalancer*> balancers;
    for (const auto& [key, balancer] : scene.network.topology().all<LoadBalancer>())
        if (is_in(scene, balancer))
            balancers.push_back(&balancer);
    return balancers;
}

}  // namespace inland::prove
