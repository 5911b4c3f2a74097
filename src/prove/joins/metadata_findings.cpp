// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/metadata_findings.h"

#include "prove/joins/addons.h"
#include "topology/pod_identity_association.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Addon;
using topology::PodIdentityAssociation;

/// An add-on whose pods, with addresses of their own, sign calls to AWS.
struct Caller {
    std::string_view name;
    std::string_view workload;  ///< with which the names of its service accounts begin
};
/// Those of EKS that the tables do not list (EKS User Guide, AWS add-ons from Amazon EKS).
constexpr std::array callers{Caller{"aws-ebs-csi-driver", "ebs-csi-controller"},
                             Caller{"aws-efs-csi-driver", "efs-csi-controller"}};

std::optional<Caller> caller_of(const Network& network, const Addon& addon) {
    const auto& name = addon.addon_name.value();
    const auto listed = std::ranges::find(callers, name, &Caller::name);
    if (listed != callers.end())
        return *listed;
    const auto* known = network.tables().addon(name);
    if (known == nullptr || known->host_network || known->services.empty())
        return std::nullopt;
    return Caller{known->name, known->workload_name};
}

/// By Pod Identity; an association that does not say whose it is may be any's.
bool may_be_associated(const Scene& scene, const Caller& caller) {
    const auto& all = scene.network.topology().all<PodIdentityAssociation>();
    return std::ranges::any_of(all, [&](const auto& entry) {
        const PodIdentityAssociation& association = entry.second;
        const bool is_here =
            !association.cluster.is_known() || association.cluster.value().key == scene.cluster.key;
        const auto account = association.service_account.value_or_default("");
        return is_here && (!account || account->starts_with(caller.workload));
    });
}

/// The add-ons whose pods have no role but their node's.
std::vector<const Addon*> addons_with_the_nodes_role(const Scene& scene) {
    std::vector<const Addon*> found;
    if (scene.network.is_missing(PodIdentityAssociation::type))
        return found;
    for (const Addon* addon : addons_of(scene)) {
        const auto caller = caller_of(scene.network, *addon);
        if (caller && addon->service_account_role.is_absent() && !may_be_associated(scene, *caller))
            found.push_back(addon);
    }
    return found;
}

/// What says of some nodes that their pods get no answer; one name for all nodes of a group.
std::set<std::string> silent_resources(const Scene& scene) {
    std::set<std::string> resources;
    for (const NodeSource& node : scene.nodes)
        if (node.metadata.to_node == MetadataAnswers::Yes &&
            node.metadata.to_pods == MetadataAnswers::No)
            resources.insert(node.metadata.resource);
    return resources;
}

bool calls_aws(const Network& network, const topology::Cluster& cluster) {
    const auto& all = network.topology().all<Addon>();
    return std::ranges::any_of(all, [&](const auto& entry) {
        const Addon& addon = entry.second;
        return addon.cluster.is_known() && addon.cluster.value().key == cluster.key &&
               addon.addon_name.is_known() && caller_of(network, addon);
    });
}

void add_findings(std::vector<Finding>& findings, const Scene& scene) {
    for (const Addon* addon : addons_with_the_nodes_role(scene))
        for (const std::string& resource : silent_resources(scene))
            findings.push_back(
                {"metadata-hop-limit", Severity::Warning, resource,
                 fmt::format("the metadata service's answers end at the node (a hop limit of 1), "
                             "and the pods of {} have addresses and no role of their own: they get "
                             "no credentials. Give the add-on a role (IRSA or Pod Identity), or "
                             "set http_put_response_hop_limit to 2 in the group's launch template",
                             resource_name(*addon)),
                 addon->place});
}

}  // namespace

std::vector<Finding> metadata_findings_of(const Network& network) {
    std::vector<Finding> findings;
    for (const auto& [key, cluster] : network.topology().all<topology::Cluster>())
        if (calls_aws(network, cluster))
            add_findings(findings, scene_of(network, cluster));
    return findings;
}

}  // namespace inland::prove
