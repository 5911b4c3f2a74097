// SPDX-License-Identifier: Apache-2.0
#include "knowledge/needed_images.h"
#include "prove/cause_kinds.h"
#include "prove/joins/client_registry.h"
#include "prove/joins/flows.h"
#include "prove/joins/repository_pulls.h"
#include "prove/joins/service_reach.h"
#include "prove/names/resolver.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

std::vector<const knowledge::Addon*> addons_of(const Scene& scene) {
    std::vector<const knowledge::Addon*> addons;
    for (const auto& [key, addon] : scene.network.topology().all<topology::Addon>()) {
        const bool ours =
            addon.cluster.is_known() && addon.cluster.value().key == scene.cluster.key;
        const auto* known = ours && addon.addon_name.is_known()
                                ? scene.network.tables().addon(addon.addon_name.value())
                                : nullptr;
        if (known != nullptr)
            addons.push_back(known);
    }
    return addons;
}

/// A registry outside of AWS has no endpoint: it is reached by the internet, or not.
Passage reach_registry(const Scene& scene, const NodeSource& node, const std::string& host,
                       const std::string& repository) {
    const Passage passage =
        must_pass(scene.network, node.party, internet_service(host), Traffic{.ports = {443, 443}});
    if (passage.outcome != Outcome::Fails)
        return passage;
    return stopped_by({blocker_of(cause_kind::image_not_reachable, repository,
                                  fmt::format("nodes have no way to {}", host))});
}

}  // namespace

/// Images of Amazon ECR's registries in the Region come the way that node.ecr-api, node.ecr-dkr and
/// node.s3-layers prove, so only the way to others is asked about here.
Passage node_images(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    auto named = images_named_for(scene, node);
    std::ranges::move(staged_images(scene), std::back_inserter(named));
    Passage whole = pull_from_repositories(scene, node, flow, named);
    for (const NamedImage& image : named)
        if (image.region != scene.network.topology().region)
            merge(whole, reach_registry(scene, node, image.host, image.repository));
    for (const auto* addon : addons_of(scene))
        for (const knowledge::Image& image : addon->images)
            if (const std::string host = knowledge::registry_host(image);
                !host.empty() && !is_staged(scene, image))
                merge(whole, reach_registry(scene, node, host, image.repository));
    if (whole.path.empty())
        whole.path.push_back(named.empty() ? "every image comes from EKS's registry in the Region"
                                           : "every image comes from Amazon ECR in the Region");
    return whole;
}

std::vector<Proof> client_registries(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    for (const ClientRegistry& registry : scene.network.question().registries)
        for (const NodeSource& node : scene.nodes)
            proofs.push_back(proof_of(flow, node.name, text_of(registry),
                                      reach_client_registry(scene.network, node.party, registry)));
    return proofs;
}

}  // namespace inland::prove::flows
