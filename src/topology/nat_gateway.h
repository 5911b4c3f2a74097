// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/address.h"
#include "topology/resource.h"
#include "topology/subnet.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A NAT gateway in a subnet.
struct NatGateway : Resource {
    static constexpr std::string_view type = "nat-gateway";
    static constexpr std::string_view terraform_type = "aws_nat_gateway";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::NatGateway";

    Attribute<Reference<Subnet>> subnet;
    Attribute<std::string> connectivity;    ///< "public" (default) | "private"
    Attribute<Reference<Address>> address;  ///< of a public one
    Attribute<std::string> public_address;
    Attribute<std::string> state;  ///< "available"

    static constexpr auto fields() {
        return std::tuple(
            Field("subnet", &NatGateway::subnet, OnChange::Replace, "subnet_id", "SubnetId"),
            Field("connectivity", &NatGateway::connectivity, OnChange::Replace, "connectivity_type",
                  "ConnectivityType"),
            Field("address", &NatGateway::address, OnChange::Replace, "allocation_id",
                  "AllocationId"),
            Field("public_address", &NatGateway::public_address, OnChange::Ignore, "", ""),
            Field("state", &NatGateway::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const NatGateway&) const = default;
};

}  // namespace inland::topology
