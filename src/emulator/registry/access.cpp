// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/access.h"

#include "core/crypto.h"
#include "emulator/authorization/principal_policies.h"
#include "emulator/registry/token.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "knowledge/tables.h"
#include "prove/policies/evaluation.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

/// The password of Basic credentials; the user is "AWS" but nobody checks.
std::optional<std::string> password_of(const http::Request& request) {
    constexpr std::string_view scheme = "Basic ";
    const auto header = request.headers.get_or_empty("Authorization");
    if (!header.starts_with(scheme))
        return std::nullopt;
    const auto decoded = decode_base64(std::string_view(header).substr(scheme.size()));
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    return colon == std::string::npos ? std::string() : decoded->substr(colon + 1);
}

Caller root_of_home(const HomeAccount& home) {
    return {.account = home.account,
            .region = home.region,
            .principal_arn = fmt::format("arn:aws:iam::{}:root", home.account),
            .access_key_id = "",
            .user_id = home.account};
}

/// Whether it is one of EKS's own registries, which let every account pull.
bool is_of_eks(const World& world, const Scope& scope) {
    const auto* region = world.tables().region(scope.region);
    return region != nullptr && region->registry_account == scope.account;
}

prove::PolicyRequest request_of(const World& world, const Caller& caller,
                                const RepositoryId& repository, std::string_view action) {
    return prove::with_principal_keys(
        {.action = std::string(action),
         .resource = arn(world, repository.scope, "ecr", "repository/" + repository.name),
         .resource_account = repository.scope.account,
         .principal = principal_of(world, caller),
         .context = {{"aws:securetransport", {"true"}}},
         .unknown_keys = {}});
}

/// An account's root needs no policy to act in it.
prove::PolicySet policies_of_root() {
    prove::PolicySet policies;
    policies.identity.push_back(read_stored_policy("root", R"({"Version": "2012-10-17",
                    "Statement": [{"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}]})"));
    return policies;
}

/// The caller's own, and the repository's, which across accounts must allow as well.
prove::PolicySet policies_on(const World& world, const Caller& caller,
                             const RepositoryId& repository) {
    auto policies = is_root(caller) ? policies_of_root() : policies_of(world, caller);
    const auto* record = world.store().find(key_of(repository));
    if (record != nullptr && has(*record, "_policy"))
        policies.resource.push_back(
            read_stored_policy(repository.name, text_of(*record, "_policy")));
    return policies;
}

std::unexpected<Error> denied(const prove::Judgement& judged, const prove::PolicyRequest& request) {
    const std::string policy = judged.decided_by == prove::PolicyType::Resource
                                   ? "resource-based policy"
                                   : "identity-based policy";
    const auto reason =
        judged.decision == prove::Decision::DeniedByStatement
            ? fmt::format("with an explicit deny in a {}", policy)
            : fmt::format("because no {} allows the {} action", policy, request.action);
    return failure(ErrorKind::AccessDenied,
                   fmt::format("User: {} is not authorized to perform: {} on resource: {} {}",
                               request.principal.arn, request.action, request.resource, reason),
                   "DENIED", 403);
}

constexpr std::array<std::string_view, 3> pulls = {
    "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"};

}  // namespace

Result<Caller> authenticate(World& world, const http::Request& request, Signatures signatures,
                            const HomeAccount& home, TimePoint wall_now) {
    const auto password = password_of(request);
    Result<Caller> caller = failure(ErrorKind::AccessDenied, "Not Authorized", "UNAUTHORIZED", 401);
    if (password)
        caller = read_token(world, *password, wall_now);
    if (!caller && signatures == Signatures::Believed)
        return root_of_home(home);
    return caller;
}

Result<void> authorize(World& world, const Caller& caller, const RepositoryId& repository,
                       std::string_view action) {
    const bool pulls_from_eks =
        is_of_eks(world, repository.scope) && std::ranges::find(pulls, action) != pulls.end();
    if (pulls_from_eks)
        return {};
    const auto request = request_of(world, caller, repository, action);
    const auto judged = prove::evaluate(policies_on(world, caller, repository), request);
    return judged.decision == prove::Decision::Allowed ? Result<void>{} : denied(judged, request);
}

}  // namespace inland::emulator::registry
