// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/registry/address.h"
#include "emulator/registry/token.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::ecr {

namespace {

/// One token for every registry that is asked for, since it names the caller and not the registry.
Result<json::object> get_authorization_token(const Call& call) {
    const auto now = SystemClock().now();
    auto registries = texts_of(call.input, "registryIds");
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
