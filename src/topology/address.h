// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// An Elastic IP address of the account: a NAT gateway's, say.
struct Address : Resource {
    static constexpr std::string_view type = "address";
    static constexpr std::string_view terraform_type = "aws_eip";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::EIP";

    Attribute<std::string> public_ip;  ///< absent before it is made

    static constexpr auto fields() {
        using Self = Address;
        return std::tuple(
            Field("public_ip", &Self::public_ip, OnChange::Ignore, "public_ip", "PublicIp"));
    }
    bool operator==(const Address&) const = default;
};

}  // namespace inland::topology
