// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/small_world.h"

namespace inland::oracle {

struct Packet {
    Address source, destination;
    int source_port = 0, destination_port = 0;
    Protocol protocol = Protocol::Tcp;
};

inline Packet reply_to(const Packet& packet) {
    return {packet.destination, packet.source, packet.destination_port, packet.source_port,
            packet.protocol};
}

/// What AWS picks and tells nobody: which of two prefix lists counts, and by which of its subnets a
/// transit gateway enters a VPC.
struct Choice {
    int preferred_list = 0;
    std::array<int, vpc_count> entrance{};
};

/// All that may make a difference in this world.
std::vector<Choice> choices(const World& world);

enum class Arrival { Lost, Unknown, Vpc, VpnGateway, TransitClients, Internet, EgressOnly, Nat };

/// Where a packet comes out that leaves a subnet.
struct Arrived {
    Arrival what = Arrival::Lost;
    int vpc = -1;
    int entrance = -1;  ///< the subnet by which a transit gateway entered the VPC
    bool ingress_references = true, egress_references = true;
};

enum class Acls { Judged, Ignored };

Arrived travel(const World& world, int from, const Packet& packet, const Choice& choice,
               Acls acls = Acls::Judged);
/// From the clients' attachment of the transit gateway.
Arrived travel_from_clients(const World& world, const Packet& packet, const Choice& choice);

/// First match by number decides; nothing matches: deny.
bool acl_admits(const World& world, int subnet, bool egress, const Packet& packet);
/// What network ACLs say to a packet that goes on into a subnet.
bool enters_subnet(const World& world, const Arrived& arrived, int subnet, const Packet& packet);

bool same_protocol(Protocol rule, Protocol packet);
bool port_matches(Protocol protocol, int first, int last, int port);

}  // namespace inland::oracle
