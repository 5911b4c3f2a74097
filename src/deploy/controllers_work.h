// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "deploy/apply.h"

#include <stop_token>
#include <string>
#include <vector>

/// What controllers in a cluster have made in the account, for Services and Ingresses: nobody
/// removes it when the cluster goes, and it keeps subnets, groups and the VPC from going. It is
/// known by the tags that controllers write: kubernetes.io/cluster/NAME = owned, whose meaning is
/// that a resource lives as long as the cluster, and elbv2.k8s.aws/cluster = NAME.
namespace inland::deploy {

struct ControllersWork {
    struct Thing {
        std::string id;  ///< a classic balancer's name, an ARN, a group's id
        std::string name;
    };
    std::vector<Thing> classic_balancers;
    std::vector<Thing> balancers;
    std::vector<Thing> target_groups;
    std::vector<Thing> security_groups;
    std::vector<Thing> interfaces;  ///< that a CNI has left behind, attached to nothing

    [[nodiscard]] bool empty() const;
    /// "load balancer k8s-shop-orders-0123456789", one for each.
    [[nodiscard]] std::vector<std::string> lines() const;
};

/// What is there. A caller who may not look at load balancers is told of none.
Result<ControllersWork> controllers_work(const Site& site, std::stop_token stop);

/// Removes it all: balancers first, then, when their interfaces are gone, what they used. Timeout
/// where something still uses a group after as long as AWS may take.
Result<void> remove_controllers_work(const Site& site, const ControllersWork& work,
                                     std::stop_token stop);

}  // namespace inland::deploy
