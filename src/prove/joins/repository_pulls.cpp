// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/repository_pulls.h"

#include "prove/cause_kinds.h"
#include "prove/names/resolver.h"
#include "prove/policies/repository_pull.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Repository;
using topology::Role;
using topology::VpcEndpoint;

/// Whether somebody says that the cluster pulls from it.
enum class Use { Named, Perhaps };

struct Way {
    PullWay kind = PullWay::Unknown;
    const VpcEndpoint* endpoint = nullptr;
};

struct Pulling {
    const Scene& scene;
    const NodeSource& node;
    const knowledge::Flow& flow;
    std::vector<Way> ways;  ///< that requests of the node may take to Amazon ECR
};

/// "123456789012" of a repository's ARN; "" before it is made.
std::string account_of(const Repository& repository) {
    constexpr int account_part = 4;
    if (!repository.arn.is_known())
        return {};
    std::string_view rest = repository.arn.value();
    for (int part = 0; part < account_part; ++part)
        rest.remove_prefix(std::min(rest.size(), rest.find(':') + 1));
    return std::string(rest.substr(0, rest.find(':')));
}

bool is_own(const Scene& scene, const std::string& account) {
    const std::string& own = scene.network.topology().account;
    return account.empty() || own.empty() || account == own;
}

void add_endpoint(std::vector<Way>& ways, const VpcEndpoint* endpoint) {
    ways.push_back({endpoint == nullptr ? PullWay::Unknown : PullWay::Endpoint, endpoint});
}

std::vector<Way> ways_to_registry(const Scene& scene, const NodeSource& node) {
    const auto* service = scene.network.tables().service("ecr.dkr");
    if (service == nullptr)
        return {{}};
    const Answer answer = resolve(scene.network, place_of(node.party),
                                  knowledge::expand(service->host, scene.network.placeholders()));
    if (answer.kind == AnswerKind::Public)
        return {{PullWay::Internet, nullptr}};
    std::vector<Way> ways;
    if (answer.kind == AnswerKind::Endpoint)
        for (const std::string& key : answer.resources)
            add_endpoint(ways, scene.network.topology().find<VpcEndpoint>(key));
    if (answer.kind == AnswerKind::Addresses)
        for (const Ipv4Address address : answer.addresses)
            add_endpoint(ways, scene.network.names().endpoint_at(address));
    return ways.empty() ? std::vector<Way>{{}} : ways;
}

Blocker refused(const Pulling& pulling, const Pull& pull, const Judgement& judgement) {
    const bool by_repository = judgement.decided_by == PolicyType::Resource && pull.told != nullptr;
    const std::string detail =
        fmt::format("{} may not pull: {}", pulling.node.name, judgement.detail);
    if (by_repository)
        return blocker_of(cause_kind::iam_policy, resource_name(*pull.told), detail,
                          pull.told->key);
    return blocker_of(cause_kind::iam_policy, resource_name(*pull.role), detail, pull.role->key);
}

std::string doubt_of(const Pull& pull, const Judgement& judgement) {
    return fmt::format("whether nodes may pull from {}: {}", pull.repository, judgement.detail);
}

/// Of what nobody says to be the cluster's, only a denial counts.
Passage judged_perhaps(const Pulling& pulling, const Pull& pull, const Judgement& judgement) {
    Passage passage;
    const bool denied = judgement.decision == Decision::DeniedByStatement &&
                        judgement.decided_by == PolicyType::Resource;
    if (denied)
        return stopped_by({refused(pulling, pull, judgement)});
    if (judgement.decision == Decision::Unknown)
        passage.assumptions.push_back(fmt::format("nodes may pull from {}, or need not: {}",
                                                  resource_name(*pull.told), judgement.detail));
    return passage;
}

Passage judged_named(const Pulling& pulling, const Pull& pull, const Judgement& judgement) {
    if (judgement.decision == Decision::Allowed)
        return {};
    if (judgement.decision != Decision::Unknown)
        return stopped_by({refused(pulling, pull, judgement)});
    return stopped_by(
        {missing_fact(pull.told == nullptr ? pull.repository : resource_name(*pull.told),
                      doubt_of(pull, judgement))});
}

Passage judge(const Pulling& pulling, Pull pull, Use use) {
    const auto& scene = pulling.scene;
    pull.role = scene.network.topology().find<Role>(pulling.node.role);
    pull.cluster = &scene.cluster;
    pull.calls = pulling.flow.calls;
    Passage whole;
    for (const Way& way : pulling.ways) {
        pull.way = way.kind;
        pull.endpoint = way.endpoint;
        const Judgement judgement = judge_pull(scene.network, pull);
        merge(whole, use == Use::Named ? judged_named(pulling, pull, judgement)
                                       : judged_perhaps(pulling, pull, judgement));
    }
    return whole;
}

bool is_named(const Scene& scene, const Repository& repository, const NamedImage& image) {
    const auto account = account_of(repository);
    return repository.repository_name.is_known() &&
           repository.repository_name.value() == image.repository &&
           (account.empty() ? is_own(scene, image.account) : account == image.account);
}

const Repository* repository_of(const Scene& scene, const NamedImage& image) {
    for (const auto& [key, repository] : scene.network.topology().all<Repository>())
        if (is_named(scene, repository, image))
            return &repository;
    return nullptr;
}

}  // namespace

Passage pull_from_repositories(const Scene& scene, const NodeSource& node,
                               const knowledge::Flow& flow, const std::vector<NamedImage>& named) {
    const auto& repositories = scene.network.topology().all<Repository>();
    Passage whole;
    if (repositories.empty() && named.empty())
        return whole;
    const Pulling pulling{scene, node, flow, ways_to_registry(scene, node)};
    for (const NamedImage& image : named)
        merge(whole, judge(pulling,
                           {.repository = image.repository,
                            .account = is_own(scene, image.account) ? "" : image.account,
                            .told = repository_of(scene, image),
                            .calls = {}},
                           Use::Named));
    for (const auto& [key, repository] : repositories) {
        const bool is_known = std::ranges::any_of(
            named, [&](const NamedImage& image) { return is_named(scene, repository, image); });
        if (is_known || !repository.policy_document.is_known() ||
            !is_own(scene, account_of(repository)))
            continue;
        merge(whole,
              judge(pulling,
                    {.repository = repository.repository_name.value_or_default(key).value_or(key),
                     .told = &repository,
                     .calls = {}},
                    Use::Perhaps));
    }
    return whole;
}

}  // namespace inland::prove
