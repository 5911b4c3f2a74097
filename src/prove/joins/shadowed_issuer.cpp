// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/shadowed_issuer.h"

#include "prove/cause_kinds.h"
#include "prove/joins/scene.h"
#include "prove/joins/service_reach.h"
#include "prove/names/interfaces.h"
#include "prove/names/resolver.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// Some address of the cluster's network: all of a VPC ask the same resolver.
std::optional<Place> somewhere_in(const Network& network, const topology::Cluster& cluster) {
    const auto parties = cluster_parties(network, cluster);
    return parties.empty() ? std::nullopt : std::optional(place_of(parties.front()));
}

const Cause* shadow_of(const Answer& answer) {
    const auto found = std::ranges::find(answer.causes, cause_kind::name_shadowed, &Cause::kind);
    const bool is_nobody = answer.kind == AnswerKind::NotFound;
    return is_nobody && found != answer.causes.end() ? &*found : nullptr;
}

}  // namespace

std::vector<Finding> shadowed_issuer_findings_of(const Network& network) {
    std::vector<Finding> findings;
    const auto* issuers = network.tables().service("oidc-eks");
    if (issuers == nullptr)
        return findings;
    for (const auto& [key, cluster] : network.topology().all<topology::Cluster>()) {
        const auto place = somewhere_in(network, cluster);
        if (!place)
            continue;
        const std::string host = service_host(network, *issuers);
        const Answer answer = resolve(network, *place, host);
        if (const Cause* cause = shadow_of(answer))
            findings.push_back(
                {"issuer-shadowed", Severity::Note, cause->resource,
                 fmt::format("it answers for {}, and does not know the name: within the VPC "
                             "nobody gets the keys of the cluster's identity provider there",
                             host),
                 cluster.place});
    }
    return findings;
}

}  // namespace inland::prove
