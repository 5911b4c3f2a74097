// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/access.h"

#include "core/crypto.h"
#include "emulator/registry/token.h"
#include "emulator/services/arn.h"
#include "knowledge/tables.h"

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
    if (caller.account == repository.scope.account || pulls_from_eks)
        return {};
    return failure(
        ErrorKind::AccessDenied,
        fmt::format("User: {} is not authorized to perform: {} on resource: {} because "
                    "no resource-based policy allows the {} action",
                    caller.principal_arn, action,
                    arn(world, repository.scope, "ecr", "repository/" + repository.name), action),
        "DENIED", 403);
}

}  // namespace inland::emulator::registry
