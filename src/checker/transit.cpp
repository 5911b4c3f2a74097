// SPDX-License-Identifier: Apache-2.0
// Into a transit gateway by an attachment in the same zone, by the route table that is associated
// with it, out by another attachment (VPC-SEMANTICS 1.8).
#include "checker/path.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::TransitGatewayAttachment;
using topology::TransitGatewayRouteTable;

std::string zone_of(const topology::Subnet& subnet) {
    const auto& name = subnet.availability_zone;
    const auto& id = subnet.availability_zone_id;
    return name.is_known() ? name.value() : id.is_known() ? id.value() : std::string();
}

/// Whether it is there and carries the family of the packets.
Answer state_of(const TransitGatewayAttachment& attachment, const Addresses& packets) {
    const auto ipv6 = attachment.ipv6.value_or_default(false);
    if (attachment.state.is_unknown() || (!packets.is_ipv4() && !ipv6))
        return Answer::Unknown;
    const bool carries = packets.is_ipv4() || *ipv6;
    return attachment.state.value_or_default("available") == "available" && carries ? Answer::Yes
                                                                                    : Answer::No;
}

References references_through(const World& world, const TransitGatewayAttachment& attachment) {
    const auto* gateway = world.topology.find(attachment.transit_gateway);
    if (gateway == nullptr)
        return References::Unknown;
    const auto by_gateway = gateway->security_group_referencing.value_or_default(false);
    const auto by_attachment = attachment.security_group_referencing.value_or_default(true);
    if (by_gateway == false || by_attachment == false)
        return References::Lost;
    return by_gateway && by_attachment ? References::Kept : References::Unknown;
}

/// Rules for what comes in may name groups beyond where both sides let them; others never.
void note_references(const World& world, const TransitGatewayAttachment& attachment, Path& path) {
    path.ingress = std::max(path.ingress, references_through(world, attachment));
    path.egress = References::Lost;
}

/// What `path` has behind it, and each of `rest`.
Paths joined(const Path& path, Paths rest) {
    for (Path& next : rest) {
        next.hops.insert(next.hops.begin(), path.hops.begin(), path.hops.end());
        next.ingress = std::max(next.ingress, path.ingress);
        next.egress = std::max(next.egress, path.egress);
        next.entrance = path.entrance;
    }
    return rest;
}

/// Into a VPC by whichever of the attachment's subnets AWS takes.
Paths enter_vpc(const Walk& walk, const TransitGatewayAttachment& attachment, Path path) {
    if (!attachment.subnets.is_known() || attachment.subnets.value().empty())
        return doubted(std::move(path));
    note_references(walk.world, attachment, path);
    Paths found;
    for (const auto& subnet : attachment.subnets.value()) {
        path.entrance = subnet.key;
        std::ranges::move(joined(path, paths_from({walk.world, walk.to, Passengers::Foreign},
                                                  subnet.key, path.packets)),
                          std::back_inserter(found));
    }
    return found;
}

Paths leave(const Walk& walk, const std::string& key, Path path) {
    const auto* attachment = walk.world.topology.find<TransitGatewayAttachment>(key);
    path.hops.push_back(hop(Component::TransitAttachment, walk.to, {}, key));
    if (attachment == nullptr || attachment->kind.is_unknown())
        return doubted(std::move(path));
    const Answer state = state_of(*attachment, path.packets);
    if (state != Answer::Yes)
        return state == Answer::No ? stopped(std::move(path)) : doubted(std::move(path));
    const std::string kind = attachment->kind.is_known() ? attachment->kind.value() : "vpc";
    if (kind == "vpc")
        return enter_vpc(walk, *attachment, std::move(path));
    if (kind != "vpn" && kind != "direct-connect-gateway")
        return doubted(std::move(path));
    path.target = key;
    return ended(std::move(path), End::Clients);
}

Paths by_route(const Walk& walk, const Entry* route, Path path) {
    if (route == nullptr || route->lead == Lead::Nowhere)
        return stopped(std::move(path));
    if (route->lead == Lead::Unknown)
        return doubted(std::move(path));
    last_hop(path).step.target = route->target;
    return leave(walk, route->target, std::move(path));
}

/// The table that an attachment is associated with; nothing: it is not known.
std::optional<const TransitGatewayRouteTable*> table_of(const World& world,
                                                        const std::string& attachment) {
    bool known = !world.is_missing(TransitGatewayRouteTable::type);
    for (const auto& [key, table] : world.topology.all<TransitGatewayRouteTable>()) {
        if (refers_to(table.associations, attachment))
            return &table;
        known = known && table.associations.is_known();
    }
    return known ? std::optional<const TransitGatewayRouteTable*>(nullptr) : std::nullopt;
}

Paths through(const Walk& walk, const std::string& attachment, Path path) {
    const auto table = table_of(walk.world, attachment);
    path.hops.push_back(hop(Component::TransitRoute, walk.to, {},
                            table && *table != nullptr ? (*table)->key : std::string()));
    if (!table)
        return doubted(std::move(path));
    if (*table == nullptr)
        return stopped(std::move(path));
    const Entries entries = transit_entries(walk.world, **table);
    Paths found;
    for (Piece& piece : look_up(entries, path.packets)) {
        path.packets = piece.packets;
        if (piece.routes.empty())
            piece.routes.push_back(nullptr);
        for (const Entry* route : piece.routes)
            std::ranges::move(by_route(walk, route, path), std::back_inserter(found));
    }
    return found;
}

/// Of a VPC to a gateway; nothing: there may be one that nobody knows.
std::optional<const TransitGatewayAttachment*> attachment_of(const World& world,
                                                             const std::string& vpc,
                                                             const std::string& gateway) {
    bool known = !world.is_missing(TransitGatewayAttachment::type) &&
                 world.topology.find<topology::TransitGateway>(gateway) != nullptr;
    for (const auto& [key, attachment] : world.topology.all<TransitGatewayAttachment>()) {
        if (attachment.vpc.is_known() && attachment.vpc.value().key == vpc &&
            attachment.transit_gateway.is_known() &&
            attachment.transit_gateway.value().key == gateway)
            return &attachment;
        known = known && !attachment.vpc.is_unknown() && !attachment.transit_gateway.is_unknown();
    }
    return known ? std::optional<const TransitGatewayAttachment*>(nullptr) : std::nullopt;
}

/// The attachment's subnet in the zone of another; null: it has none there; nothing: who knows.
std::optional<const topology::Subnet*> door_of(const World& world,
                                               const TransitGatewayAttachment& attachment,
                                               const topology::Subnet& from) {
    const std::string zone = zone_of(from);
    if (!attachment.subnets.is_known() || zone.empty())
        return std::nullopt;
    bool known = true;
    for (const auto& reference : attachment.subnets.value()) {
        const auto* subnet = world.subnet(reference.key);
        if (subnet != nullptr && zone_of(*subnet) == zone)
            return subnet;
        known = known && subnet != nullptr && !zone_of(*subnet).empty();
    }
    return known ? std::optional<const topology::Subnet*>(nullptr) : std::nullopt;
}

}  // namespace

Paths cross_transit_gateway(const Walk& walk, const topology::Subnet& subnet, Path path) {
    const auto attachment = attachment_of(walk.world, subnet.vpc.value().key, path.target);
    if (!attachment)
        return doubted(std::move(path));
    if (*attachment == nullptr)
        return stopped(std::move(path));
    path.hops.push_back(hop(Component::TransitAttachment, walk.to, {}, (*attachment)->key));
    const Answer state = state_of(**attachment, path.packets);
    if (state != Answer::Yes)
        return state == Answer::No ? stopped(std::move(path)) : doubted(std::move(path));
    const auto door = door_of(walk.world, **attachment, subnet);
    if (!door)
        return doubted(std::move(path));
    if (*door == nullptr)
        return stopped(std::move(path));
    path.hops.push_back(acl_hop(walk.world, Component::AclIngress, walk.to, (*door)->key));
    note_references(walk.world, **attachment, path);
    return through(walk, (*attachment)->key, std::move(path));
}

Paths paths_from_attachment(const Walk& walk, const std::string& attachment,
                            const Addresses& packets) {
    return through(walk, attachment, {.packets = packets});
}

}  // namespace inland::checker
