// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/balancers/controller_pod.h"
#include "emulator/cluster/balancers/controller_targets.h"
#include "emulator/cluster/balancers/in_tree_subnets.h"
#include "emulator/cluster/balancers/ingress_group.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// What the AWS Load Balancer Controller makes of a group of Ingresses (pkg/ingress,
/// model_build_*): plain data, before anything is made.
namespace inland::emulator::cluster {

struct ModelTargetGroup {
    std::string name;      ///< "k8s-shop-orders-0123456789"
    std::string resource;  ///< its tag: "shop/orders-orders:80"
    TargetKind kind = TargetKind::Instance;
    std::int64_t port = 0;
    json::object settings;  ///< protocol and health check, as CreateTargetGroup has them
    json::array targets;
};

/// Actions name target groups of the model by their names in the place of ARNs.
struct ModelRule {
    json::array conditions;
    json::array actions;
};

struct ModelListener {
    std::string protocol = "HTTP";
    std::vector<std::string> certificates;
    std::vector<std::string> admitted;  ///< the blocks that may come in
    json::array default_actions;
    std::vector<ModelRule> rules;
};

struct IngressModel {
    Scheme scheme = Scheme::Internal;
    std::vector<std::string> subnets;  ///< empty: those that the tags tell
    std::vector<std::string> groups;   ///< empty: one of its own
    bool writes_node_rules = true;
    std::map<std::int64_t, ModelListener> listeners;
    std::map<std::string, ModelTargetGroup> target_groups;
};

/// Who asks, for whom.
struct IngressJob {
    const Objects& objects;
    const ControllerPod& pod;
    const IngressGroup& group;
};

/// The error is what the event FailedBuildModel says after "due to".
Result<IngressModel> build_ingress_model(const IngressJob& job);

/// "k8s-shop-orders-0123456789": what the group's balancer and its own security group are called.
std::string balancer_name(const IngressJob& job, Scheme scheme);
std::string managed_group_name(const IngressJob& job);
/// The tags of one of the group's resources ("LoadBalancer", "80:1").
json::array ingress_tags(const IngressJob& job, std::string_view resource);

}  // namespace inland::emulator::cluster
