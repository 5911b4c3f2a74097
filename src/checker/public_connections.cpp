// SPDX-License-Identifier: Apache-2.0
// Between a subnet and the internet, and to services' public addresses by gateway endpoints.
#include "checker/connections.h"
#include "checker/vpn.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::RouteTarget;
using topology::VpcEndpoint;

/// IPv6 addresses are public by themselves.
Hop public_address(const Party& party, Side to, const Addresses& packets) {
    constexpr Answer answers[] = {Answer::No, Answer::Unknown, Answer::Yes};
    return hop(
        Component::PublicAddress, to, party.subnet, {},
        packets.is_ipv4() ? answers[static_cast<std::size_t>(party.public_address)] : Answer::Yes);
}

Hop public_access_hop(const World& world, const std::string& subnet, Side to, PublicPath path) {
    const auto* here = world.subnet(subnet);
    return hop(Component::PublicAccess, to, subnet, {},
               here ? public_access(world, *here, path) : Answer::Unknown);
}

/// A client's network may have a way to the internet of its own; nobody here knows.
bool may_lead_on(const World& world, const Path& path) {
    const auto* gateway = world.topology.find<topology::VpnGateway>(path.target);
    if (gateway == nullptr)
        return true;
    const Learned learned = learned_by(world, *gateway);
    return !learned.is_all || std::ranges::any_of(learned.blocks, [&](const Ipv4Prefix& block) {
        return path.packets.overlaps({block.first(), block.last()});
    });
}

/// What stands at the end of a path to public addresses.
void add_exit(std::vector<Hop>& hops, const World& world, const Passage& passage,
              const Path& path) {
    if (path.end == End::Nowhere || path.end == End::Unknown)
        return;
    if (path.end == End::Clients && may_lead_on(world, path))
        return doubt(hops.back());
    const bool by_ipv6 = path.end == End::EgressOnly && !path.packets.is_ipv4();
    const bool direct = path.entrance.empty() && (path.end == End::Internet || by_ipv6);
    if (!direct)
        return close(hops.back());
    hops.push_back(public_access_hop(world, passage.from.subnet, Side::To,
                                     by_ipv6 ? PublicPath::EgressOnly : PublicPath::Out));
    hops.push_back(public_address(passage.from, Side::To, path.packets));
}

void add_source_reply(std::vector<Hop>& hops, const World& world, const Passage& passage) {
    if (needs_reply(passage))
        hops.push_back(acl_hop(world, Component::AclIngress, Side::From, passage.from.subnet));
}

Connection direct(const World& world, const Passage& passage, const Addresses& from,
                  const Path& path) {
    Connection made{from, path.packets, {}};
    add_departure(made.hops, world, passage, References::Kept);
    append(made.hops, path.hops);
    add_exit(made.hops, world, passage, path);
    add_source_reply(made.hops, world, passage);
    return made;
}

void add_exits(Connections& found, const World& world, const Passage& passage, const Path& path) {
    if (path.end == End::Nat) {
        std::ranges::move(by_nat_gateway(world, passage, path), std::back_inserter(found));
        return;
    }
    for (const Addresses& from : passage.from.addresses)
        if (from.is_ipv4() == path.packets.is_ipv4())
            found.push_back(direct(world, passage, from, path));
}

bool is_gateway_endpoint(const VpcEndpoint& endpoint, const topology::Subnet& subnet,
                         const std::string& service) {
    return endpoint.vpc.is_known() && subnet.vpc.is_known() &&
           endpoint.vpc.value().key == subnet.vpc.value().key &&
           endpoint.endpoint_type.value_or_default("Gateway") == "Gateway" &&
           endpoint.service_name.value_or_default("") == service &&
           endpoint.state.value_or_default("available") == "available";
}

/// Whether a table leads a gateway endpoint's prefix list to it.
Answer serves(const topology::RouteTable* table, const VpcEndpoint& endpoint) {
    const auto leads = [&](const topology::Route& route) {
        return route.target == RouteTarget::VpcEndpoint && !route.prefix_list.empty() &&
               route.state == topology::RouteState::Active && route.target_key == endpoint.key;
    };
    const bool named =
        table != nullptr &&
        (refers_to(endpoint.route_tables, table->key) ||
         (table->routes.is_known() && std::ranges::any_of(table->routes.value(), leads)));
    if (named)
        return Answer::Yes;
    const bool open =
        endpoint.route_tables.is_unknown() || (table != nullptr && table->routes.is_unknown());
    return open ? Answer::Unknown : Answer::No;
}

/// The best of the endpoints of a service that a subnet may use; none: it has no such way.
std::optional<Hop> endpoint_hop(const World& world, const std::string& subnet,
                                const std::string& service) {
    const auto* here = world.subnet(subnet);
    const auto table = here ? world.table_of(*here) : std::nullopt;
    std::optional<Hop> best;
    for (const auto& [key, endpoint] : world.topology.all<VpcEndpoint>()) {
        if (service.empty() || here == nullptr || !is_gateway_endpoint(endpoint, *here, service))
            continue;
        const Answer answer = table ? serves(*table, endpoint) : Answer::Unknown;
        if (answer == Answer::No || (best && answer <= best->answer))
            continue;
        best = hop(Component::EndpointRoute, Side::To, subnet,
                   table && *table != nullptr ? (*table)->key : std::string(), answer);
        best->step.target = key;
    }
    return best;
}

Connections by_endpoint(const World& world, const Passage& passage, const Hop& endpoint) {
    Connections found;
    for (const Addresses& from : passage.from.addresses)
        for (const Addresses& to : passage.to.addresses) {
            if (from.is_ipv4() != to.is_ipv4())
                continue;
            Connection made{from, to, {}};
            add_departure(made.hops, world, passage, References::Kept);
            made.hops.push_back(endpoint);
            add_source_reply(made.hops, world, passage);
            found.push_back(std::move(made));
        }
    return found;
}

/// Who calls from the part of the internet that the path leads back to.
Connection entry(const World& world, const Passage& passage, const Addresses& to,
                 const Path& back) {
    const std::string& subnet = passage.to.subnet;
    Connection made{back.packets, to, {}};
    made.hops = {public_access_hop(world, subnet, Side::To, PublicPath::In),
                 public_address(passage.to, Side::To, to),
                 acl_hop(world, Component::AclIngress, Side::To, subnet),
                 hop(Component::GroupIngress, Side::To, subnet)};
    append(made.hops, back.hops);
    const bool ends = back.end == End::Nowhere || back.end == End::Unknown;
    if (!ends && (back.end != End::Internet || !back.entrance.empty()))
        close(made.hops.back());
    made.hops.push_back(acl_hop(world, Component::AclEgress, Side::From, subnet));
    return made;
}

}  // namespace

Connections to_internet(const World& world, const Passage& passage) {
    if (const auto endpoint = endpoint_hop(world, passage.from.subnet, passage.to.service))
        return by_endpoint(world, passage, *endpoint);
    Connections found;
    for (const Addresses& to : passage.to.addresses)
        for (const Path& path : paths_from({world, Side::To}, passage.from.subnet, to))
            add_exits(found, world, passage, path);
    return found;
}

Connections from_internet(const World& world, const Passage& passage) {
    Connections found;
    for (const Addresses& from : passage.from.addresses)
        for (const Path& back : paths_from({world, Side::From}, passage.to.subnet, from))
            for (const Addresses& to : passage.to.addresses)
                if (to.is_ipv4() == from.is_ipv4())
                    found.push_back(entry(world, passage, to, back));
    return found;
}

}  // namespace inland::checker
