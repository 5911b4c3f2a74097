// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "topology/vpc_endpoint.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// A zone that an interface endpoint's private DNS lays over public DNS. Names below it that the
/// endpoint does not answer for vanish (VPC-SEMANTICS 1.6). `privacy` is Known when private DNS is
/// on, Absent when it is off (the zone is then not there), Unknown when nobody says.
struct PrivateZone {
    std::string zone;
    std::vector<std::string> names;  ///< "ec2.eu-central-1.amazonaws.com", "*.dkr.ecr. …"
    const topology::VpcEndpoint* endpoint = nullptr;
    topology::Knowledge privacy = topology::Knowledge::Absent;

    /// The name is the zone or lies below it.
    [[nodiscard]] bool holds(std::string_view name) const;
    [[nodiscard]] bool answers(std::string_view name) const;
};

/// The zones that these endpoints of a Region make, or would make with private DNS on.
std::vector<PrivateZone> private_zones(const knowledge::Tables& tables, std::string_view region,
                                       const std::vector<const topology::VpcEndpoint*>& endpoints);

}  // namespace inland::prove
