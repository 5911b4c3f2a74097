// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// What the VPC's DHCP server tells its machines.
struct DhcpOptions : Resource {
    static constexpr std::string_view type = "dhcp-options";
    static constexpr std::string_view terraform_type = "aws_vpc_dhcp_options";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::DHCPOptions";

    Attribute<std::string> domain_name;
    Attribute<std::vector<std::string>> domain_name_servers;  ///< "AmazonProvidedDNS" or addresses

    static constexpr auto fields() {
        return std::tuple(Field("domain_name", &DhcpOptions::domain_name, OnChange::Replace,
                                "domain_name", "DomainName"),
                          Field("domain_name_servers", &DhcpOptions::domain_name_servers,
                                OnChange::Replace, "domain_name_servers", "DomainNameServers"));
    }
    bool operator==(const DhcpOptions&) const = default;
};

}  // namespace inland::topology
