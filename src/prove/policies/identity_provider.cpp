// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/identity_provider.h"

#include "prove/network.h"
#include "prove/policies/web_identity.h"

#include <algorithm>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Cluster;
using topology::OpenIdConnectProvider;
using topology::Role;
using topology::Topology;

constexpr std::string_view mark = ":oidc-provider/";

/// For whom the tokens of pods are (web_identity.cpp judges them so too).
constexpr std::string_view audience = "sts.amazonaws.com";

/// Only AWS knows states, and then all that its account has.
bool tells_all(const Topology& topology, const Cluster& cluster) {
    const bool is_missing =
        std::ranges::find(topology.missing, OpenIdConnectProvider::type) != topology.missing.end();
    return cluster.state.is_known() && !is_missing;
}

const OpenIdConnectProvider* provider_named(const Topology& topology, std::string_view arn) {
    const auto at = arn.find(mark);
    const auto url = at == std::string_view::npos ? arn : arn.substr(at + mark.size());
    for (const auto& [key, provider] : topology.all<OpenIdConnectProvider>())
        if (provider.url.is_known() && boost::algorithm::iequals(provider.url.value(), url))
            return &provider;
    return nullptr;
}

ProviderJudgement judge_clients(const OpenIdConnectProvider& provider) {
    if (provider.client_ids.is_unknown())
        return {{Outcome::Unknown, "the client ids of " + resource_name(provider)}, &provider};
    const auto clients =
        provider.client_ids.value_or_default({}).value_or(std::vector<std::string>());
    if (std::ranges::find(clients, audience) != clients.end())
        return {};
    return {{Outcome::Fails, fmt::format("it is not for {}, for which pods' tokens are", audience)},
            &provider};
}

ProviderJudgement judge_provider(const Topology& topology, const Cluster& cluster, const Role& role,
                                 const std::string& arn) {
    if (const auto* provider = provider_named(topology, arn))
        return judge_clients(*provider);
    if (tells_all(topology, cluster))
        return {{Outcome::Fails, fmt::format("it trusts {}, which IAM does not have", arn)}, &role};
    return {{}, nullptr, {"the cluster's OpenID Connect provider is registered in IAM"}};
}

bool is_of(const Cluster& cluster, const OpenIdConnectProvider& provider) {
    if (provider.cluster.is_known())
        return provider.cluster.value().key == cluster.key;
    const auto id = issuer_id(cluster);
    return !id.empty() && provider.url.is_known() &&
           boost::algorithm::iends_with(provider.url.value(), "/id/" + id);
}

}  // namespace

std::vector<const OpenIdConnectProvider*> providers_for_others(const Topology& topology,
                                                               const Cluster& cluster) {
    std::vector<const OpenIdConnectProvider*> providers;
    for (const auto& [key, provider] : topology.all<OpenIdConnectProvider>())
        if (is_of(cluster, provider) && judge_clients(provider).judgement.outcome == Outcome::Fails)
            providers.push_back(&provider);
    return providers;
}

ProviderJudgement judge_identity_provider(const Question& question, const Cluster& cluster,
                                          const Role& role) {
    std::optional<ProviderJudgement> best;
    for (const std::string& arn : providers_trusted(cluster, role)) {
        auto judgement = judge_provider(question.topology, cluster, role, arn);
        if (!best || judgement.judgement.outcome < best->judgement.outcome)
            best = std::move(judgement);
    }
    return best.value_or(ProviderJudgement());
}

}  // namespace inland::prove
