// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/prove.h"
#include "prove/verdict.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Whether every node of the Topology's clusters can pull from a registry as it is.
struct RegistryReach {
    std::string registry;  ///< "registry.k8s.io", "registry.corp.example.com:5000"
    Outcome outcome = Outcome::Holds;
    std::vector<std::string> reasons = {};  ///< what stops them, or is not known; each once
};

/// One answer for each registry, in their order. Amazon ECR's in the Region are reached as
/// node.ecr-api, node.ecr-dkr and node.s3-layers prove; others by their name from the node, for
/// containerd asks the VPC's resolver and not CoreDNS, and by packets to what answers.
std::vector<RegistryReach> reach_registries(const Question& question,
                                            const std::vector<std::string>& registries);

}  // namespace inland::prove
