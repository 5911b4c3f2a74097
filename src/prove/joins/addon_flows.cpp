// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/addons.h"
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

/// An add-on may run on any node.
std::vector<Proof> addon_services(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    for (const auto* addon : addons_of(scene))
        if (const auto* known = scene.network.tables().addon(addon->addon_name.value()))
            add_rows(proofs, scene, flow, *known);
    return proofs;
}

/// The agent shares its node's network and signs with its node's role.
std::vector<Proof> pod_eks_auth(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto* service = scene.network.tables().service(flow.service);
    if (service == nullptr || installed(scene, "eks-pod-identity-agent") == nullptr)
        return proofs;
    const std::string to = fmt::format("{} tcp/443", service_host(scene.network, *service));
    for (const NodeSource& node : scene.nodes)
        proofs.push_back(proof_of(flow, "the Pod Identity agent on " + node.name, to,
                                  flows::node_service(scene, node, flow)));
    return proofs;
}

}  // namespace inland::prove::flows
