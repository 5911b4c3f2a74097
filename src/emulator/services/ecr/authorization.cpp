// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/registry/address.h"
#include "emulator/registry/token.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::ecr {

namespace {

Result<void> check_registries(const std::vector<std::string>& accounts) {
    constexpr std::size_t digits = 12;
    for (const auto& account : accounts)
        if (account.size() != digits ||
            account.find_first_not_of("0123456789") != std::string::npos)
            return invalid_parameter("registryIds", "must satisfy regular expression '[0-9]{12}'");
    return {};
}

/// One token for every registry that is asked for, since it names the caller and not the registry.
Result<json::object> get_authorization_token(const Call& call) {
    const auto now = SystemClock().now();
    auto registries = texts_of(call.input, "registryIds");
    TRY_VOID(check_registries(registries));
    if (registries.empty())
        registries.push_back(call.caller.account);
    const auto token = base64("AWS:" + registry::issue_token(call.world, call.caller, now));
    json::array rows;
    for (const auto& account : registries)
        rows.emplace_back(json::object{
            {"authorizationToken", token},
            {"expiresAt", iso8601(now + registry::token_lifetime)},
            {"proxyEndpoint",
             "https://" + registry::ecr_host(call.world, {account, call.caller.region})}});
    return json::object{{"authorizationData", std::move(rows)}};
}

constexpr std::array operations{
    OperationRow{"GetAuthorizationToken", get_authorization_token},
};

}  // namespace

std::span<const OperationRow> authorization_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
