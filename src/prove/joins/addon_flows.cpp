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

/// Those that Inland installed itself, of which EKS does not tell.
std::vector<const knowledge::Addon*> tagged_addons(const Scene& scene) {
    std::vector<const knowledge::Addon*> addons;
    for (const auto& [tag, version] : scene.cluster.tags) {
        if (!tag.starts_with(topology::addon_tag))
            continue;
        const auto name = tag.substr(topology::addon_tag.size());
        const auto* known = scene.network.tables().addon(name);
        if (known != nullptr && installed(scene, name) == nullptr)
            addons.push_back(known);
    }
    return addons;
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
    for (const auto* known : tagged_addons(scene))
        add_rows(proofs, scene, flow, *known, Presence::Sure);
    const auto* network = tables.addon(cni_addon);
    if (network != nullptr && installed(scene, cni_addon) == nullptr && is_living(scene.cluster))
        add_rows(proofs, scene, flow, *network, Presence::Unknown);
    return proofs;
}

}  // namespace inland::prove::flows
