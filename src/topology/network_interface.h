// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ip_address.h"
#include "core/ipv4_prefix.h"
#include "topology/resource.h"
#include "topology/security_group.h"
#include "topology/subnet.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// An observed network interface: EKS's own, an endpoint's, a machine's.
struct NetworkInterface : Resource {
    static constexpr std::string_view type = "network-interface";
    static constexpr std::string_view terraform_type = "aws_network_interface";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::NetworkInterface";

    Attribute<Reference<Subnet>> subnet;
    Attribute<std::vector<Ipv4Address>> private_addresses;  ///< the primary first
    Attribute<std::vector<IpAddress>> ipv6_addresses;
    Attribute<std::string> public_address;
    Attribute<std::vector<Reference<SecurityGroup>>> security_groups;
    Attribute<std::string> description;     ///< "Amazon EKS atlas", "VPC Endpoint Interface vpce-…"
    Attribute<std::string> interface_type;  ///< "interface", "vpc_endpoint", …
    Attribute<std::string> instance_id;     ///< whose machine it is, if any

    static constexpr auto fields() {
        return std::tuple(
            Field("subnet", &NetworkInterface::subnet, OnChange::Ignore, "subnet_id", "SubnetId"),
            Field("private_addresses", &NetworkInterface::private_addresses, OnChange::Ignore, "",
                  ""),
            Field("ipv6_addresses", &NetworkInterface::ipv6_addresses, OnChange::Ignore, "", ""),
            Field("public_address", &NetworkInterface::public_address, OnChange::Ignore, "", ""),
            Field("security_groups", &NetworkInterface::security_groups, OnChange::Ignore, "", ""),
            Field("description", &NetworkInterface::description, OnChange::Ignore, "", ""),
            Field("interface_type", &NetworkInterface::interface_type, OnChange::Ignore, "", ""),
            Field("instance_id", &NetworkInterface::instance_id, OnChange::Ignore, "", ""));
    }
    bool operator==(const NetworkInterface&) const = default;
};

}  // namespace inland::topology
