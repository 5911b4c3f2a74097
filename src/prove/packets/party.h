// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"
#include "prove/network.h"
#include "prove/packets/address_range.h"
#include "prove/packets/protocol.h"
#include "prove/place.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

struct Translation;

enum class Where { Subnet, ClientNetwork, Internet };

/// Every: the flow must hold for each address. SomeUnknown: the peer has addresses among these,
/// nobody says which (AWS's public ones).
enum class AddressChoice { Every, SomeUnknown };

enum class PublicAddress { None, Has, Unknown };

/// One end of a connection: a set of addresses that are treated alike by every filter.
struct Party {
    Where where = Where::Internet;
    std::string name;
    const SubnetView* subnet = nullptr;  ///< of a Subnet party
    std::vector<AddressRange> addresses;
    AddressChoice choice = AddressChoice::Every;
    std::vector<const topology::SecurityGroup*> groups;
    std::string groups_missing;  ///< set when it may carry groups that are not known
    GroupRule group_rule = GroupRule::Applies;
    PublicAddress public_address = PublicAddress::None;  ///< for IPv4; IPv6's own are public
    std::string ipv6_missing = {};  ///< set when it may have IPv6 addresses, or none of `addresses`
    std::string service;  ///< of an AWS service's public addresses: "com.amazonaws.REGION.s3"
    std::string_view owner_type = {};  ///< of whose interfaces these are: "node-group", …
    std::string owner = {};            ///< its key; "" of what belongs to no resource
    std::shared_ptr<const Translation> translation = {};  ///< of pods; null: addresses are kept
};

/// What is sent.
struct Traffic {
    int protocol = tcp_protocol;
    PortRange ports;
    PortRange source_ports = linux_ephemeral_ports;

    /// "tcp/443".
    [[nodiscard]] std::string text() const;
};

/// The addresses of the internet: all but the private, shared, loopback, link-local and multicast
/// ones (RFC 6890).
const std::vector<AddressRange>& public_addresses();
/// IPv6's: global unicast addresses, and IPv4's as NAT64 writes them (RFC 4291, 6052).
const std::vector<AddressRange>& public_ipv6_addresses();
inline const AddressRange nat64_addresses =
    AddressRange::of(Ipv6Prefix({0x0064'ff9b'0000'0000, 0}, 96));

/// An AWS service's public addresses, as one sees them from a VPC.
Party internet_service(std::string service);

}  // namespace inland::prove
