// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/translate_gateways.h"
#include "tests/oracle/translate_words.h"

namespace inland::oracle {

namespace {

using topology::Topology;
using Attachments = topology::TransitGatewayRouteTable::Attachments;

bool is_there(const World& world, int attachment) {
    return attachment >= 0 && world.attachments[static_cast<std::size_t>(attachment)].there;
}

void add_attachment(Topology& topology, const Attachment& attachment, int number) {
    topology::TransitGatewayAttachment real;
    real.key = key("tga", number);
    real.transit_gateway = topology::Reference<topology::TransitGateway>{"tgw"};
    real.kind = number == client_attachment ? "vpn" : "vpc";
    if (number != client_attachment)
        real.vpc = topology::Reference<topology::Vpc>{key("vpc", number)};
    real.subnets = references<topology::Subnet>("subnet", attachment.subnets);
    real.security_group_referencing = attachment.references;
    real.ipv6 = attachment.carries_six;
    real.state = attachment.available ? "available" : "failing";
    topology.add(std::move(real));
}

/// Of an attachment that is gone a black hole stays.
topology::TransitGatewayRoute real_route(const World& world, const TransitRoute& route) {
    topology::TransitGatewayRoute real;
    set_block(route.block, real.destination, real.ipv6_destination);
    if (is_there(world, route.attachment))
        real.attachment = key("tga", route.attachment);
    else
        real.state = topology::RouteState::Blackhole;
    return real;
}

void add_learned(std::vector<topology::TransitGatewayRoute>& routes, const World& world) {
    for (const Block& learned : world.transit_learned) {
        topology::TransitGatewayRoute real;
        set_block(learned, real.destination, real.ipv6_destination);
        real.attachment = key("tga", client_attachment);
        real.kind = topology::TransitGatewayRouteKind::Propagated;
        routes.push_back(std::move(real));
    }
}

void add_table(Topology& topology, const World& world, int number) {
    const TransitTable& table = world.transit_tables[static_cast<std::size_t>(number)];
    topology::TransitGatewayRouteTable real;
    real.key = key("tgt", number);
    std::vector<topology::TransitGatewayRoute> routes;
    Attachments associations;
    Attachments propagations;
    for (const TransitRoute& route : table.routes)
        routes.push_back(real_route(world, route));
    for (int attachment = 0; attachment < 3; ++attachment) {
        if (!is_there(world, attachment))
            continue;
        const auto at = static_cast<std::size_t>(attachment);
        if (world.attachments[at].table == number)
            associations.push_back({key("tga", attachment)});
        if (table.propagates[at])
            propagations.push_back({key("tga", attachment)});
        if (table.propagates[at] && attachment == client_attachment)
            add_learned(routes, world);
    }
    real.routes = std::move(routes);
    real.associations = std::move(associations);
    real.propagations = std::move(propagations);
    topology.add(std::move(real));
}

}  // namespace

void add_transit(Topology& topology, const World& world) {
    topology::TransitGateway gateway;
    gateway.key = "tgw";
    gateway.security_group_referencing = world.transit_references;
    topology.add(std::move(gateway));
    for (int number = 0; number < 3; ++number)
        if (is_there(world, number))
            add_attachment(topology, world.attachments[static_cast<std::size_t>(number)], number);
    for (int number = 0; number < transit_table_count; ++number)
        add_table(topology, world, number);
}

}  // namespace inland::oracle
