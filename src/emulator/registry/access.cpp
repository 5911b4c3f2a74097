// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/access.h"

#include "core/crypto.h"
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

/// The role of a session's ARN ("arn:aws:sts::1:assumed-role/NAME/SESSION"), or "".
std::string role_of(const World& world, const Caller& caller) {
    constexpr std::string_view mark = ":assumed-role/";
    const auto at = caller.principal_arn.find(mark);
    if (at == std::string::npos)
        return "";
    const auto rest = caller.principal_arn.substr(at + mark.size());
    const auto* role = world.store().find(
        {{caller.account, ""}, std::string(kind::role), rest.substr(0, rest.find('/'))});
    return role == nullptr ? "" : text_of(*role, "Arn");
}

prove::PolicyRequest request_of(const World& world, const Caller& caller,
                                const RepositoryId& repository, std::string_view action) {
    return prove::with_principal_keys(
        {.action = std::string(action),
         .resource = arn(world, repository.scope, "ecr", "repository/" + repository.name),
         .resource_account = repository.scope.account,
         .principal = {.kind = prove::PrincipalKind::Aws,
                       .arn = caller.principal_arn,
                       .role_arn = role_of(world, caller),
                       .account = caller.account},
         .context = {{"aws:securetransport", {"true"}}},
         .unknown_keys = {}});
}

prove::Policy read(std::string name, std::string_view text) {
    return {std::move(name),
            prove::read_policy(text).value_or(std::vector<prove::PolicyStatement>())};
}

/// What the caller's own policies allow was asked when the token was given out: here the
/// repository's policy decides, which across accounts must allow.
prove::PolicySet policies_on(const World& world, const RepositoryId& repository) {
    prove::PolicySet policies;
    policies.identity.push_back(read("identity",
                                     R"({"Version":"2012-10-17","Statement":[)"
                                     R"({"Effect":"Allow","Action":"ecr:*","Resource":"*"}]})"));
    const auto* record = world.store().find(key_of(repository));
    if (record != nullptr && has(*record, "_policy"))
        policies.resource.push_back(read(repository.name, text_of(*record, "_policy")));
    return policies;
}

std::unexpected<Error> denied(prove::Decision decision, const prove::PolicyRequest& request) {
    const auto reason =
        decision == prove::Decision::DeniedByStatement
            ? std::string("with an explicit deny in a resource-based policy")
            : fmt::format("because no resource-based policy allows the {} action", request.action);
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
    const auto judged = prove::evaluate(policies_on(world, repository), request);
    return judged.decision == prove::Decision::Allowed ? Result<void>{}
                                                       : denied(judged.decision, request);
}

}  // namespace inland::emulator::registry
