// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <string>
#include <vector>

namespace inland::design {

/// The spec's access mode as EKS spells it (EKS-FACTS.md 3).
struct Exposure {
    bool is_public = false;
    bool is_private = false;
    std::vector<std::string> public_blocks;  ///< sorted; "0.0.0.0/0" when the spec names none
};

Exposure exposure_of(const spec::Cluster& cluster);

/// Whether nodes must be among those whom the public API admits: they have no other way to it and
/// its blocks are restricted. Only a NAT gateway's address can be told beforehand.
bool admits_nodes_by_address(const spec::Cluster& cluster);

/// Whom the API answers: "inside the VPC and the connected networks only".
std::string who_is_answered(const spec::Cluster& cluster);

}  // namespace inland::design
