// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"
#include "prove/policies/service_calls.h"
#include "topology/repository.h"
#include "topology/vpc_endpoint.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Which way requests take to Amazon ECR: keys like aws:SourceVpce depend on it.
enum class PullWay { Endpoint, Internet, Unknown };

/// A node's pull from a repository, as Amazon ECR authorizes it. Pointers are into the Topology.
struct Pull {
    const topology::Role* role = nullptr;  ///< of the node; null: nobody knows it
    const topology::Cluster* cluster = nullptr;
    std::string repository;                      ///< "platform/nginx"
    std::string account = {};                    ///< of the repository; "": the cluster's
    const topology::Repository* told = nullptr;  ///< null: its policy is not known
    PullWay way = PullWay::Unknown;
    const topology::VpcEndpoint* endpoint = nullptr;  ///< of PullWay::Endpoint
    std::vector<knowledge::Call> calls;               ///< on "{repository}"
};

/// The worst of the calls: within an account the role's policies or the repository's allow and none
/// denies, across accounts both must allow (Amazon ECR User Guide, Repository policies).
Judgement judge_pull(const Network& network, const Pull& pull);

}  // namespace inland::prove
