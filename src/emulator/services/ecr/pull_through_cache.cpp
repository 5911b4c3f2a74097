// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/address.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

/// Rules are for their own account only.
RecordKey rule_key(const Call& call, const std::string& prefix) {
    return {call.scope(), std::string(kind::pull_through_cache_rule), prefix};
}

Result<void> check_prefix(const std::string& prefix) {
    constexpr std::size_t shortest = 2;
    constexpr std::size_t longest = 30;
    const bool sound =
        prefix == "ROOT" ||
        (prefix.size() >= shortest && prefix.size() <= longest &&
         prefix.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-/") == std::string::npos);
    return sound ? Result<void>{}
                 : invalid_parameter("ecrRepositoryPrefix",
                                     "must satisfy regular expression "
                                     "'^((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+"
                                     "(?:[._-][a-z0-9]+)*/?|ROOT)$'");
}

Result<RecordKey> find_rule(const Call& call) {
    const auto prefix = text_of(call.input, "ecrRepositoryPrefix");
    TRY_VOID(check_prefix(prefix));
    auto key = rule_key(call, prefix);
    if (call.world.store().find(key) != nullptr)
        return key;
    return refuse("PullThroughCacheRuleNotFoundException",
                  fmt::format("The pull through cache rule with repository prefix '{}' does not "
                              "exist in the registry with id '{}'",
                              prefix, key.scope.account));
}

/// An upstream that a rule may name.
struct Upstream {
    std::string name;  ///< "docker-hub"
    knowledge::UpstreamCredentials credentials = knowledge::UpstreamCredentials::None;
};

Result<Upstream> upstream_of(const Call& call, const std::string& url) {
    for (const auto& registry : call.world.tables().registries)
        if (registry.upstream_url == url)
            return Upstream{registry.pull_through_cache, registry.credentials};
    const auto address = registry::address_of_host(call.world, url);
    if (address && address->kind == registry::RegistryKind::Ecr)
        return Upstream{"ecr"};
    return refuse(
        "UnsupportedUpstreamRegistryException",
        fmt::format("The specified upstream registry '{}' is not supported by Inland", url));
}

Result<void> check_credentials(const Call& call, const Upstream& upstream) {
    const bool given = has(call.input, "credentialArn");
    const bool required = upstream.credentials == knowledge::UpstreamCredentials::Required;
    if (given == required)
        return {};
    return refuse("InvalidParameterException",
                  fmt::format("A credential ARN is {} for the upstream registry '{}'",
                              required ? "required" : "not supported", upstream.name));
}

Result<json::object> create_rule(const Call& call) {
    const auto prefix = text_of(call.input, "ecrRepositoryPrefix");
    TRY_VOID(check_prefix(prefix));
    const auto upstream = TRY(upstream_of(call, text_of(call.input, "upstreamRegistryUrl")));
    if (has(call.input, "upstreamRegistry") &&
        text_of(call.input, "upstreamRegistry") != upstream.name)
        return invalid_parameter("upstreamRegistry", "must be the registry of the upstream URL");
    TRY_VOID(check_credentials(call, upstream));
    const auto key = rule_key(call, prefix);
    if (call.world.store().find(key) != nullptr)
        return refuse("PullThroughCacheRuleAlreadyExistsException",
                      fmt::format("A pull through cache rule with repository prefix '{}' already "
                                  "exists in the registry with id '{}'",
                                  prefix, key.scope.account));
    json::object rule{{"ecrRepositoryPrefix", prefix},      {"createdAt", timestamp(call.world)},
                      {"updatedAt", timestamp(call.world)}, {"registryId", key.scope.account},
                      {"upstreamRegistry", upstream.name},  {"upstreamRepositoryPrefix", "ROOT"}};
    copy_members(
        call.input, rule,
        {"upstreamRegistryUrl", "credentialArn", "customRoleArn", "upstreamRepositoryPrefix"});
    call.world.store().put(key, rule);
    return rule;
}

Result<json::object> describe_rules(const Call& call) {
    const auto prefixes = texts_of(call.input, "ecrRepositoryPrefixes");
    for (const auto& prefix : prefixes)
        if (call.world.store().find(rule_key(call, prefix)) == nullptr)
            return refuse("PullThroughCacheRuleNotFoundException",
                          fmt::format("The pull through cache rule with repository prefix '{}' "
                                      "does not exist in the registry with id '{}'",
                                      prefix, call.caller.account));
    json::array rules;
    for (const auto& [prefix, rule] :
         call.world.store().list(call.scope(), kind::pull_through_cache_rule))
        if (prefixes.empty() || std::ranges::find(prefixes, prefix) != prefixes.end())
            rules.emplace_back(*rule);
    return paged(call, {}, "pullThroughCacheRules", std::move(rules));
}

Result<json::object> update_rule(const Call& call) {
    const auto key = TRY(find_rule(call));
    call.world.store().update(key, [&](json::object& rule) {
        copy_members(call.input, rule, {"credentialArn", "customRoleArn"});
        rule["updatedAt"] = timestamp(call.world);
    });
    return *call.world.store().find(key);
}

/// The stand-ins take every credential.
Result<json::object> validate_rule(const Call& call) {
    auto output = *call.world.store().find(TRY(find_rule(call)));
    output["isValid"] = true;
    return output;
}

Result<json::object> delete_rule(const Call& call) {
    const auto key = TRY(find_rule(call));
    auto output = *call.world.store().find(key);
    call.world.store().erase(key);
    return output;
}

constexpr std::array operations{
    OperationRow{"CreatePullThroughCacheRule", create_rule},
    OperationRow{"DescribePullThroughCacheRules", describe_rules},
    OperationRow{"UpdatePullThroughCacheRule", update_rule},
    OperationRow{"ValidatePullThroughCacheRule", validate_rule},
    OperationRow{"DeletePullThroughCacheRule", delete_rule},
};

}  // namespace

std::span<const OperationRow> pull_through_cache_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
