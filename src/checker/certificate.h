// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"

#include <cstdint>
#include <string>
#include <vector>

/// Certificates of proofs, and a small checker of them. It shares no code with the prover: it reads
/// a certificate and a Topology, and evaluates anew only the rules that the certificate cites.
namespace inland::checker {

/// A closed interval of IPv4 addresses.
struct Addresses {
    std::uint32_t first = 0;
    std::uint32_t last = ~std::uint32_t{0};
    auto operator<=>(const Addresses&) const = default;
};

enum class Must { Reach, NeverReach };
enum class Outcome { Holds, Unknown, Fails };
enum class Where { Subnet, Client, Internet };
enum class Side { From, To };

/// One end of a connection, and of which resource it is an interface.
struct Party {
    Where where = Where::Internet;
    std::string owner_type;  ///< "node-group", "vpc-endpoint", "cluster"; "" of nobody's
    std::string owner;       ///< key
    std::string subnet;      ///< key, in a subnet
    std::string service;     ///< of a service's public addresses: "com.amazonaws.REGION.s3"
    std::vector<std::string> groups;  ///< keys of security groups
    std::vector<Addresses> addresses;
    bool operator==(const Party&) const = default;
};

/// What packets of a connection meet. A reply's filters look at the connection from the other side.
enum class Component {
    GroupEgress,      ///< the security groups of who begins
    GroupIngress,     ///< those of who is called
    AclEgress,        ///< the network ACL of the subnet that the request leaves
    AclIngress,       ///< of the one that it enters
    AclReplyEgress,   ///< of the one that the reply leaves
    AclReplyIngress,  ///< of the one that it enters
    LocalRoute,       ///< the route table of the side's subnet, to the VPC's own addresses
    ClientRoute,      ///< the same, to a network behind the VPN gateway
    VpnGateway,       ///< what the gateway learned
    EndpointRoute,    ///< the same route table, to a gateway endpoint
    InternetRoute,    ///< the same route table, to anything that leads to the internet
    InternetGateway,  ///< whether the VPC has one
};

/// A rule of a security group, by its place in the group's list.
struct RuleReference {
    std::string group;
    std::size_t rule = 0;
    bool operator==(const RuleReference&) const = default;
};

/// A component on the way and what of it admits the packets: rules of security groups, numbers of
/// ACL entries up to the last that counts, or the resource itself.
struct Step {
    Component component = Component::GroupEgress;
    Side side = Side::From;
    std::string resource;  ///< key of the ACL, route table, endpoint or gateway; "" for AWS's own
    std::vector<RuleReference> rules;
    int last_entry = 0;
    bool operator==(const Step&) const = default;
};

/// All packets from one party to another. `steps` are the whole way where they get through, one
/// component that stops them (a cut) where they do not.
struct Passage {
    Must must = Must::Reach;
    Outcome outcome = Outcome::Holds;
    int protocol = 6;
    PortRange ports, source_ports;
    Party from, to;
    std::vector<Step> steps;
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
