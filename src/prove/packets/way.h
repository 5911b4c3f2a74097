// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"
#include "prove/packets/filter.h"
#include "prove/packets/network_acl_filter.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Which packets of a connection are on the way: what their destination is in the boxes, and what
/// stateless filters take them for.
struct Heading {
    Side side = Side::Destination;
    Leg leg = Leg::Request;
    int protocol = tcp_protocol;
};

inline Heading request(int protocol) {
    return {Side::Destination, Leg::Request, protocol};
}
inline Heading reply(int protocol) {
    return {Side::Source, Leg::Reply, protocol};
}

/// Where a way ends.
enum class Exit {
    Vpc,                ///< in `vpc`, for whoever has the address there
    ClientNetwork,      ///< behind the VPN gateway of `vpc`, or behind `attachment`
    InternetGateway,    ///< of `vpc`
    EgressOnlyGateway,  ///< of `vpc`
    NatGateway,         ///< `target`
    Nowhere,            ///< the last gate is closed
    Unknown,            ///< the last gate says what is not known
};

/// Whether rules that name security groups still know who sent a packet.
enum class GroupReferences { Kept, Unknown, Lost };

/// What packets to a range of addresses take from one subnet: every gate on it, in order.
struct Way {
    AddressRange range;
    std::vector<Filter> gates = {};
    Exit exit = Exit::Nowhere;
    const VpcView* vpc = nullptr;
    const SubnetView* entrance = nullptr;  ///< by which a transit gateway entered `vpc`
    const topology::TransitGatewayAttachment* attachment = nullptr;
    std::string target = {};  ///< key of the last route's target
    std::string route = {};   ///< for texts: "its route to 10.0.0.0/8 (tgw-1) leads elsewhere"
    std::string table = {};   ///< for texts: the last route table
    std::string table_key = {};
    GroupReferences ingress_references = GroupReferences::Kept;
    GroupReferences egress_references = GroupReferences::Kept;
};

/// Every way from a subnet to a range of addresses. Ways are disjoint, but for the choices that
/// AWS makes, which come once for each that it may make.
std::vector<Way> ways(const Network& network, const SubnetView& from, const AddressRange& to,
                      const Heading& heading);

/// From an attachment of a transit gateway that is not a VPC's: what its clients send.
std::vector<Way> ways_from_attachment(const Network& network,
                                      const topology::TransitGatewayAttachment& attachment,
                                      const AddressRange& to, const Heading& heading);

/// The gate for a way that does not end where it should.
Filter leads_elsewhere(const Way& way);

/// What the network ACLs say to packets that have come to the end of a way and go on into `to`.
std::vector<Filter> arrival_filters(const Way& way, const SubnetView& to, const Heading& heading);

}  // namespace inland::prove
