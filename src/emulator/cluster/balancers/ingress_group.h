// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>
#include <vector>

namespace inland::emulator::cluster {

/// Ingresses that share one Application Load Balancer: those of one group.name, or one alone.
/// (aws-load-balancer-controller, pkg/ingress/group.go)
struct IngressGroup {
    std::string id;         ///< "edge" of a named one, else "shop/orders"
    std::string finalizer;  ///< "group.ingress.k8s.aws/edge", "ingress.k8s.aws/resources"
    std::vector<json::object> members;  ///< by group.order, then by name
    std::vector<json::object> leaving;  ///< those that were, and still bear the finalizer

    [[nodiscard]] bool is_named() const { return id.find('/') == std::string::npos; }
};

/// Every group that has members or had some, of Ingresses of the AWS Load Balancer Controller.
std::vector<IngressGroup> ingress_groups(const Objects& objects);

}  // namespace inland::emulator::cluster
