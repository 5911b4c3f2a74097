// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// The client's end of a site-to-site VPN.
struct CustomerGateway : Resource {
    static constexpr std::string_view type = "customer-gateway";
    static constexpr std::string_view terraform_type = "aws_customer_gateway";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::CustomerGateway";

    Attribute<std::string> ip_address;
    Attribute<std::int64_t> bgp_asn;

    static constexpr auto fields() {
        return std::tuple(
            Field("ip_address", &CustomerGateway::ip_address, OnChange::Replace, "ip_address",
                  "IpAddress"),
            Field("bgp_asn", &CustomerGateway::bgp_asn, OnChange::Replace, "bgp_asn", "BgpAsn"));
    }
    bool operator==(const CustomerGateway&) const = default;
};

}  // namespace inland::topology
