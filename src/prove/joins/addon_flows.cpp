// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flows.h"
#include "prove/joins/service_reach.h"

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

void add_rows(std::vector<Proof>& proofs, const Scene& scene, const knowledge::Flow& family,
              const knowledge::Addon& addon) {
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
                                      flows::node_service(scene, node, flow)));
    }
}

}  // namespace

/// Pods have addresses of their node's subnet and their node's security groups (VPC CNI), so an
/// add-on's calls go as its node's would, wherever it runs.
std::vector<Proof> addon_services(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    for (const auto& [key, addon] : scene.network.topology().all<topology::Addon>()) {
        const bool ours =
            addon.cluster.is_known() && addon.cluster.value().key == scene.cluster.key;
        if (!ours || !addon.addon_name.is_known())
            continue;
        if (const auto* known = scene.network.tables().addon(addon.addon_name.value()))
            add_rows(proofs, scene, flow, *known);
    }
    return proofs;
}

}  // namespace inland::prove::flows
