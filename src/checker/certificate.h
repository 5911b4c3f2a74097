// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ip_address.h"
#include "core/port_range.h"

#include <string>
#include <vector>

/// Certificates of proofs, and a small checker of them. It shares no code with the prover: it reads
/// a certificate and a Topology, finds the ways that packets take there, and evaluates anew only
/// the rules that the certificate cites.
namespace inland::checker {

/// A closed interval of addresses; without bounds all of both families.
struct Addresses {
    IpAddress first;
    IpAddress last = last_ip_address;

    [[nodiscard]] constexpr bool contains(const Addresses& other) const {
        return first <= other.first && other.last <= last;
    }
    [[nodiscard]] constexpr bool overlaps(const Addresses& other) const {
        return first <= other.last && other.first <= last;
    }
    [[nodiscard]] constexpr bool is_ipv4() const { return last.is_ipv4(); }
    auto operator<=>(const Addresses&) const = default;
};

enum class Must { Reach, NeverReach };
enum class Outcome { Holds, Unknown, Fails };
enum class Where { Subnet, Client, Internet };
enum class Side { From, To };
enum class PublicAddress { None, Unknown, Has };

/// One end of a connection, and of which resource it is an interface.
struct Party {
    Where where = Where::Internet;
    std::string owner_type;  ///< "node-group", "vpc-endpoint", "cluster"; "" of nobody's
    std::string owner;       ///< key
    std::string subnet;      ///< key, in a subnet
    std::string service;     ///< of a service's public addresses: "com.amazonaws.REGION.s3"
    std::vector<std::string> groups;  ///< keys of security groups
    std::vector<Addresses> addresses;
    PublicAddress public_address = PublicAddress::None;  ///< of IPv4, in a subnet
    bool operator==(const Party&) const = default;
};

/// What packets of a connection meet.
enum class Component {
    GroupEgress,        ///< the security groups of who begins
    GroupIngress,       ///< those of who is called
    AclEgress,          ///< the network ACL of a subnet that they leave
    AclIngress,         ///< of one that they enter
    Route,              ///< the route table of a subnet
    VpnGateway,         ///< what a VPC's gateway learned from its connections
    Peering,            ///< a VPC peering
    TransitAttachment,  ///< by which they come into a transit gateway, or leave it
    TransitRoute,       ///< the route table that an attachment is associated with
    NatGateway,         ///< which writes its own address into them
    EndpointRoute,      ///< the route table of a subnet, to a gateway endpoint
    PublicAddress,      ///< whether an interface has one, for an internet gateway
    PublicAccess,       ///< VPC Block Public Access, for a subnet
};

/// A rule of a security group, by its place in the group's list.
struct RuleReference {
    std::string group;
    std::size_t rule = 0;
    bool operator==(const RuleReference&) const = default;
};

/// A component on the way, whose it is, and what of it admits the packets: rules of security
/// groups, numbers of ACL entries up to the last that counts, or where a route leads.
struct Step {
    Component component = Component::GroupEgress;
    Side to = Side::To;    ///< To: packets of who begins; From: the replies
    std::string subnet;    ///< key; "" of what belongs to none
    std::string resource;  ///< key of the ACL, table, endpoint, gateway; "" for AWS's own
    std::string target;    ///< key of what a route leads to; "" of local ones
    std::vector<RuleReference> rules;
    int last_entry = 0;
    bool operator==(const Step&) const = default;
};

/// Of the packets between these addresses one of the ways that they may take, there and back. Of
/// what gets through `steps` is the whole way, of what does not those that stop it.
struct Way {
    Addresses from, to;
    std::vector<Step> steps;
    bool operator==(const Way&) const = default;
};

/// All packets from one party to another. `ways` are all that there are where that is to be shown,
/// else one.
struct Passage {
    Must must = Must::Reach;
    Outcome outcome = Outcome::Holds;
    int protocol = 6;
    PortRange ports, source_ports;
    Party from, to;
    std::vector<Way> ways;
    bool operator==(const Passage&) const = default;
};

/// A name, and the keys of the endpoints (or of the cluster) whose interfaces answer for it.
struct Name {
    std::string subnet;
    std::string name;
    std::vector<std::string> answers;
    bool operator==(const Name&) const = default;
};

/// One row of a proof. `unchecked` names what the certificate does not show.
struct Row {
    std::string cluster;  ///< key; "" for none in particular
    std::string flow;
    Must must = Must::Reach;
    Outcome outcome = Outcome::Holds;
    std::string from, to;
    std::vector<Name> names;
    std::vector<Passage> passages;
    std::vector<std::string> unchecked;
    std::vector<std::string> assumptions;
    bool operator==(const Row&) const = default;
};

/// All rows about one source.
struct Certificate {
    std::string source;  ///< as the command line named it
    std::vector<Row> rows;
    bool operator==(const Certificate&) const = default;
};

}  // namespace inland::checker
