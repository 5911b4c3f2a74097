// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/names/answer.h"
#include "prove/names/settings.h"
#include "prove/network.h"
#include "prove/place.h"

#include <string_view>
#include <vector>

/// The parts of resolver.cpp, one file each.
namespace inland::prove {

/// One question under way. Aliases, CNAMEs and rules lead from name to name and from VPC to VPC;
/// what leads in a circle ends.
struct Resolution {
    const Network& network;
    int hops_left = 8;

    [[nodiscard]] Resolution next() const { return {network, hops_left - 1}; }
};

/// resolver.cpp: what a VPC's resolver answers.
Answer resolve_in_vpc(const Resolution& resolution, const VpcView& vpc, std::string_view name);

/// public_names.cpp: what public DNS answers. A cluster with private access only is published with
/// its private addresses, and so is every endpoint under its own names.
Answer resolve_publicly(const Network& network, std::string_view name);
Answer public_answer(std::vector<Cause> causes, std::string step);
/// Whether AWS answers publicly for a name: by its suffix.
bool is_aws_name(const Network& network, std::string_view name);
Answer cluster_answer(const Network& network, const topology::Cluster& cluster, std::string step);
void add_addresses(Answer& answer, const std::vector<const topology::NetworkInterface*>& of);

/// hosted_zones.cpp: what a private hosted zone answers to a VPC that asks it.
Answer resolve_hosted(const Resolution& resolution, const VpcView& vpc,
                      const topology::HostedZone& zone, std::string_view name);
/// The most specific zone that holds the name, or nullptr.
const topology::HostedZone* hosted_zone_of(const VpcView& vpc, std::string_view name);

/// forwarding.cpp: what becomes of a question that a rule sends elsewhere.
Answer forward(const Resolution& resolution, const topology::ResolverRule& rule,
               std::string_view name);
/// The VPC's most specific rule for the name, or nullptr.
const topology::ResolverRule* rule_of(const VpcView& vpc, std::string_view name);
bool is_forwarding(const topology::ResolverRule& rule);
/// The interfaces of a Resolver endpoint as they are observed, else somewhere in each of its
/// subnets.
std::vector<Place> places_of_endpoint(const Network& network,
                                      const topology::ResolverEndpoint& endpoint);

/// inbound.cpp: what a client's name servers get when they ask an inbound endpoint that they reach;
/// a public answer when there is none.
Answer resolve_by_inbound(const Resolution& resolution, const Place& client, std::string_view name);

}  // namespace inland::prove
