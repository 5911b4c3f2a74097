// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/vpc.h"

#include <string_view>
#include <tuple>

namespace inland::topology {

/// An internet gateway and the VPC that it is attached to.
struct InternetGateway : Resource {
    static constexpr std::string_view type = "internet-gateway";
    static constexpr std::string_view terraform_type = "aws_internet_gateway";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::InternetGateway";

    Attribute<Reference<Vpc>> vpc;

    static constexpr auto fields() {
        return std::tuple(Field("vpc", &InternetGateway::vpc, OnChange::Update, "vpc_id", ""));
    }
    bool operator==(const InternetGateway&) const = default;
};

}  // namespace inland::topology
