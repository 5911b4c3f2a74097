// SPDX-License-Identifier: Apache-2.0
// Transit gateways (VPC-SEMANTICS 1.8): into the gateway by an attachment in the same zone, by the
// route table that the attachment is associated with, out by another attachment.
#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/transit_routes.h"
#include "prove/packets/walk.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Knowledge;
using topology::TrafficDirection;
using topology::TransitGatewayAttachment;

std::vector<Way> closed_at(Way way, const topology::Resource& gateway, const std::string& detail) {
    way.gates.push_back(closed_gate(
        "transit gateway " + resource_name(gateway),
        {std::string(cause_kind::no_route), resource_name(gateway), detail, {}}, gateway.key));
    way.exit = Exit::Nowhere;
    return {std::move(way)};
}

std::string zone_of(const SubnetView& subnet) {
    const auto& name = subnet.subnet->availability_zone;
    const auto& id = subnet.subnet->availability_zone_id;
    return name.is_known() ? name.value() : id.is_known() ? id.value() : std::string();
}

/// The attachment's subnet in the zone of `from`; `Unknown` when that cannot be told.
struct Doorway {
    const SubnetView* subnet = nullptr;
    Knowledge knowledge = Knowledge::Absent;
};

Doorway doorway(const Network& network, const TransitGatewayAttachment& attachment,
                const SubnetView& from) {
    if (!attachment.subnets.is_known() || zone_of(from).empty())
        return {nullptr, Knowledge::Unknown};
    Doorway found;
    for (const auto& reference : attachment.subnets.value()) {
        const SubnetView* subnet = network.subnet(reference.key);
        if (subnet == nullptr || zone_of(*subnet).empty())
            found.knowledge = Knowledge::Unknown;
        else if (zone_of(*subnet) == zone_of(from))
            return {subnet, Knowledge::Known};
    }
    return found;
}

bool is_up(const TransitGatewayAttachment& attachment) {
    return attachment.state.value_or_default("available") == "available";
}

/// An attachment that carries no IPv6 drops it.
bool carries(const TransitGatewayAttachment& attachment, const AddressRange& range) {
    return range.is_ipv4() || attachment.ipv6.value_or_default(false) == true;
}

bool is_known(const TransitGatewayAttachment& attachment, const AddressRange& range) {
    return !attachment.state.is_unknown() && (range.is_ipv4() || !attachment.ipv6.is_unknown());
}

GroupReferences references_through(const topology::TransitGateway& gateway,
                                   const TransitGatewayAttachment& attachment) {
    const auto by_gateway = gateway.security_group_referencing.value_or_default(false);
    const auto by_attachment = attachment.security_group_referencing.value_or_default(true);
    if (by_gateway == false || by_attachment == false)
        return GroupReferences::Lost;
    return by_gateway && by_attachment ? GroupReferences::Kept : GroupReferences::Unknown;
}

/// Rules for what comes in may name groups beyond a transit gateway where both sides let them;
/// rules for what goes out never.
void note_references(const Network& network, const TransitGatewayAttachment& attachment, Way& way) {
    const auto* gateway = network.topology().find(attachment.transit_gateway);
    const auto references =
        gateway == nullptr ? GroupReferences::Unknown : references_through(*gateway, attachment);
    way.ingress_references = std::max(way.ingress_references, references);
    way.egress_references = GroupReferences::Lost;
}

/// Out of the gateway into a VPC: by whichever of the attachment's subnets AWS takes.
std::vector<Way> enter_vpc(const Walk& walk, const TransitGatewayAttachment& attachment, Way way) {
    if (!attachment.subnets.is_known() || attachment.subnets.value().empty())
        return unknown_way(std::move(way), "the way behind " + resource_name(attachment));
    note_references(walk.network, attachment, way);
    const Walk further{walk.network, walk.heading, Passengers::Foreign};
    std::vector<Way> found;
    for (const auto& reference : attachment.subnets.value()) {
        const SubnetView* subnet = walk.network.subnet(reference.key);
        if (subnet == nullptr)
            return unknown_way(std::move(way), "subnet " + reference.key);
        Way entering = way;
        entering.entrance = subnet;
        std::ranges::move(continued(entering, ways_on(further, *subnet, way.range)),
                          std::back_inserter(found));
    }
    return found;
}

std::vector<Way> leave(const Walk& walk, const std::string& key, Way way) {
    const auto* attachment = walk.network.topology().find<TransitGatewayAttachment>(key);
    if (attachment == nullptr || !is_known(*attachment, way.range) || attachment->kind.is_unknown())
        return unknown_way(std::move(way), "what lies behind " + key);
    if (!is_up(*attachment) || !carries(*attachment, way.range))
        return closed_at(std::move(way), *attachment,
                         is_up(*attachment) ? "it carries no IPv6" : "it is not available");
    const std::string kind = attachment->kind.value_or_default("vpc").value_or("");
    if (kind == "vpc")
        return enter_vpc(walk, *attachment, std::move(way));
    if (kind != "vpn" && kind != "direct-connect-gateway")
        return unknown_way(std::move(way), "what lies behind " + resource_name(*attachment));
    way.exit = Exit::ClientNetwork;
    way.attachment = attachment;
    return {std::move(way)};
}

std::vector<Way> route(const Walk& walk, const TransitRoutes& routes, const TransitPiece& piece,
                       Way way) {
    const auto& table = *routes.table;
    way.range = piece.destination;
    way.table = resource_name(table);
    way.table_key = table.key;
    if (!routes.missing.empty())
        return unknown_way(std::move(way), routes.missing);
    if (piece.entry == nullptr)
        return closed_at(std::move(way), table, "it has no route to " + piece.destination.text());
    const std::string block = piece.entry->range.text();
    if (piece.entry->attachment.empty())
        return closed_way(std::move(way), cause_kind::blackhole_route,
                          "its route to " + block + " is a black hole");
    way.target = piece.entry->attachment;
    way.route = fmt::format("{} ({})", block, way.target);
    way.gates.push_back(open_gate("transit gateway route table " + way.table,
                                  "routes " + block + " to " + way.target));
    return leave(walk, piece.entry->attachment, std::move(way));
}

std::vector<Way> through(const Walk& walk, const TransitGatewayAttachment& attachment, Way way) {
    const TransitRoutes* routes = walk.network.transit_routes(attachment.key);
    if (routes == nullptr && !walk.network.transit_missing().empty())
        return unknown_way(std::move(way), walk.network.transit_missing());
    if (routes == nullptr)
        return closed_at(std::move(way), attachment, "no route table is associated with it");
    std::vector<Way> found;
    for (const TransitPiece& piece : look_up(*routes, way.range))
        std::ranges::move(route(walk, *routes, piece, way), std::back_inserter(found));
    return found;
}

const TransitGatewayAttachment* attachment_of(const VpcView& vpc, const std::string& gateway) {
    const auto found = std::ranges::find_if(vpc.attachments, [&](const auto* attachment) {
        return attachment->transit_gateway.is_known() &&
               attachment->transit_gateway.value().key == gateway;
    });
    return found == vpc.attachments.end() ? nullptr : *found;
}

/// The attachments of others, or those that the source could not tell about.
bool may_be_attached(const Network& network, const std::string& gateway) {
    if (network.is_missing(TransitGatewayAttachment::type) ||
        network.topology().find<topology::TransitGateway>(gateway) == nullptr)
        return true;
    const auto& all = network.topology().all<TransitGatewayAttachment>();
    return std::ranges::any_of(all, [&](const auto& row) {
        return row.second.vpc.is_unknown() || row.second.transit_gateway.is_unknown();
    });
}

}  // namespace

std::vector<Way> cross_transit_gateway(const Walk& walk, const SubnetView& from, Way way) {
    const auto* attachment = attachment_of(*from.vpc, way.target);
    const std::string& vpc = resource_name(*from.vpc->vpc);
    if (attachment == nullptr && may_be_attached(walk.network, way.target))
        return unknown_way(std::move(way), "the attachment of " + vpc + " to " + way.target);
    if (attachment == nullptr)
        return closed_way(std::move(way), cause_kind::blackhole_route,
                          vpc + " is not attached to " + way.target);
    if (!is_known(*attachment, way.range))
        return unknown_way(std::move(way), "the state of " + resource_name(*attachment));
    if (!is_up(*attachment) || !carries(*attachment, way.range))
        return closed_at(std::move(way), *attachment,
                         is_up(*attachment) ? "it carries no IPv6" : "it is not available");
    const Doorway door = doorway(walk.network, *attachment, from);
    if (door.knowledge == Knowledge::Unknown)
        return unknown_way(std::move(way), "the zones of " + resource_name(*attachment));
    if (door.subnet == nullptr)
        return closed_at(std::move(way), *attachment,
                         "it has no subnet in " + zone_of(from) + ", where the packets come from");
    way.gates.push_back(open_gate("route table " + way.table, "has the route"));
    way.gates.push_back(acl_filter(*door.subnet, TrafficDirection::Ingress, walk.heading.leg,
                                   walk.heading.protocol));
    note_references(walk.network, *attachment, way);
    return through(walk, *attachment, std::move(way));
}

std::vector<Way> ways_from_attachment(const Network& network,
                                      const TransitGatewayAttachment& attachment,
                                      const AddressRange& to, const Heading& heading) {
    const Walk walk{network, heading};
    return through(walk, attachment, {.range = to, .table = resource_name(attachment)});
}

}  // namespace inland::prove
