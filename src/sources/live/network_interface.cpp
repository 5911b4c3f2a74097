// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

/// The primary address first, then the others as AWS lists them.
std::vector<Ipv4Address> addresses_of(const json::value& document) {
    std::vector<Ipv4Address> addresses;
    for (const auto& element : find_array(document, "PrivateIpAddresses")) {
        const auto address = Ipv4Address::parse(string_or_empty(element, "PrivateIpAddress"));
        if (!address)
            continue;
        const auto primary = find_bool(element, "Primary").value_or(false);
        addresses.insert(primary ? addresses.begin() : addresses.end(), *address);
    }
    if (!addresses.empty())
        return addresses;
    if (const auto only = Ipv4Address::parse(string_or_empty(document, "PrivateIpAddress")))
        addresses.push_back(*only);
    return addresses;
}

std::vector<IpAddress> ipv6_addresses_of(const json::value& document) {
    std::vector<IpAddress> addresses;
    for (const auto& element : find_array(document, "Ipv6Addresses"))
        if (const auto address = IpAddress::parse(string_or_empty(element, "Ipv6Address")))
            addresses.push_back(*address);
    return addresses;
}

}  // namespace

Result<void> read_network_interfaces(Reading& reading) {
    constexpr Ec2List list = {.operation = "DescribeNetworkInterfaces",
                              .list = "NetworkInterfaces",
                              .network_filter = "vpc-id"};
    return each_ec2(reading, list, [&](const json::value& document) {
        auto card = resource_of<topology::NetworkInterface>(
            string_or_empty(document, "NetworkInterfaceId"), tag_list(document, "TagSet"));
        card.subnet = reference<topology::Subnet>(document, "SubnetId");
        card.private_addresses = addresses_of(document);
        if (auto addresses = ipv6_addresses_of(document); !addresses.empty())
            card.ipv6_addresses = std::move(addresses);
        card.public_address = text(document, "Association.PublicIp");
        card.security_groups = references<topology::SecurityGroup>(document, "Groups", "GroupId");
        card.description = text(document, "Description");
        card.interface_type = text(document, "InterfaceType");
        card.instance_id = text(document, "Attachment.InstanceId");
        reading.topology.add(std::move(card));
    });
}

}  // namespace inland::sources::live
