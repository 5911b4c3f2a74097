// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/ecr_logins.h"

#include "core/crypto.h"
#include "core/json.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::oci {

namespace {

struct HostForm {
    std::string_view service;
    std::string_view domain;
};
constexpr std::array host_forms = std::to_array<HostForm>({
    {".dkr.ecr.", ".amazonaws.com"},
    {".dkr.ecr-fips.", ".amazonaws.com"},
    {".dkr.ecr.", ".amazonaws.com.cn"},
    {".dkr-ecr.", ".on.aws"},
    {".dkr-ecr-fips.", ".on.aws"},
});

bool is_account(std::string_view text) {
    constexpr std::size_t digits = 12;
    return text.size() == digits && text.find_first_not_of("0123456789") == text.npos;
}

bool is_region(std::string_view text) {
    return text.contains('-') &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

/// Renewed this long before the end of its twelve hours.
constexpr Duration margin = std::chrono::minutes(10);
constexpr Duration life = std::chrono::hours(12);

}  // namespace

std::optional<EcrRegistry> ecr_registry(std::string_view host) {
    for (const auto& form : host_forms) {
        const auto at = host.find(form.service);
        if (at == host.npos || !host.ends_with(form.domain))
            continue;
        const auto start = at + form.service.size();
        if (start + form.domain.size() > host.size())
            continue;
        const auto account = host.substr(0, at);
        const auto region = host.substr(start, host.size() - form.domain.size() - start);
        if (is_account(account) && is_region(region))
            return EcrRegistry{std::string(account), std::string(region)};
    }
    return std::nullopt;
}

Result<std::optional<Login>> EcrLogins::find(std::string_view registry, std::string_view repository,
                                             std::stop_token stop) {
    const auto ecr = ecr_registry(registry);
    if (!ecr)
        return others_.find(registry, repository, stop);
    const std::scoped_lock lock(mutex_);
    const auto known = known_.find(ecr->region);
    if (known != known_.end() && clock_.now() + margin < known->second.expires)
        return known->second;
    return known_.insert_or_assign(ecr->region, TRY(ask(ecr->region, stop))).first->second;
}

Result<Login> EcrLogins::ask(std::string_view region, const std::stop_token& stop) {
    auto* client = TRY(aws_(region));
    const auto answer = TRY(client->call("ecr", "GetAuthorizationToken", {}, stop));
    const auto token =
        decode_base64(string_or_empty(answer, "authorizationData.0.authorizationToken"));
    const auto colon = token ? token->find(':') : std::string::npos;
    if (colon == std::string::npos)
        return failure(ErrorKind::AccessDenied, "GetAuthorizationToken gave no token");
    return Login{.username = token->substr(0, colon),
                 .password = aws::Secret(token->substr(colon + 1)),
                 .expires = clock_.now() + life};
}

}  // namespace inland::oci
