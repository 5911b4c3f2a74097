// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/addons.h"
#include "prove/joins/flows.h"
#include "prove/joins/service_reach.h"
#include "topology/installed_addons.h"

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

/// Whether an add-on's pods run.
enum class Presence {
    Sure,
    Unknown,  ///< of a living cluster: EKS does not tell of what it installed by itself
};

/// What stops pods that may not be there stops nothing for sure.
Passage passage_of(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow,
                   Presence presence) {
    auto passage = flows::node_service(scene, node, flow);
    if (presence == Presence::Sure || passage.outcome != Outcome::Fails)
        return passage;
    return stopped_by({missing_fact(
        resource_name(scene.cluster),
        fmt::format("whether the nodes run {}, which EKS installs where it is not refused: {}",
                    cni_addon, passage.blockers.front().cause.detail))});
}

void add_rows(std::vector<Proof>& proofs, const Scene& scene, const knowledge::Flow& family,
              const knowledge::Addon& addon, Presence presence) {
    for (const std::string& name : addon.services) {
        const auto* service = scene.network.tables().service(name);
        if (service == nullptr)
            continue;
        knowledge::Flow flow = family;
        flow.id = fmt::format("addon.{}.{}", addon.name, name);
        flow.service = name;
        const std::string to = fmt::format("{} tcp/443", service_host(scene.network, *service));
        for (const NodeSource& node : scene.nodes)
            proofs.push_back(proof_of(flow, addon.name + " on " + node.name, to,
                                      passage_of(scene, node, flow, presence)));
    }
}

/// Inland's own are no add-ons of EKS's: the cluster's tag tells of them, or the role of their
/// pods.
bool is_inlands(const Scene& scene, const knowledge::Addon& addon) {
    return addon.kind == knowledge::AddonKind::Manifest &&
           installed(scene, addon.name) == nullptr &&
           (scene.cluster.tags.contains(topology::addon_tag_of(addon.name)) ||
            association_of(scene.network.topology(), scene.cluster, addon.name) != nullptr);
}

/// AWS alone knows states.
bool is_living(const topology::Cluster& cluster) {
    return cluster.state.is_known();
}

}  // namespace

/// An add-on may run on any node.
std::vector<Proof> addon_services(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto& tables = scene.network.tables();
    for (const auto* addon : addons_of(scene))
        if (const auto* known = tables.addon(addon->addon_name.value()))
            add_rows(proofs, scene, flow, *known, Presence::Sure);
    for (const auto& known : tables.addons)
        if (is_inlands(scene, known))
            add_rows(proofs, scene, flow, known, Presence::Sure);
    const auto* network = tables.addon(cni_addon);
    if (network != nullptr && installed(scene, cni_addon) == nullptr && is_living(scene.cluster))
        add_rows(proofs, scene, flow, *network, Presence::Unknown);
    return proofs;
}

}  // namespace inland::prove::flows
