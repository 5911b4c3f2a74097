// SPDX-License-Identifier: Apache-2.0
#include "topology/late_provider.h"

#include "topology/open_id_connect_provider.h"

#include <algorithm>

#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

namespace inland::topology {

namespace {

constexpr std::string_view account_field = "account";
constexpr std::string_view id_field = "id";

std::string hole(std::string_view key, std::string_view field) {
    return fmt::format("${{{}.{}}}", key, field);
}

/// "123456789012" of "arn:aws:iam::123456789012:oidc-provider/…".
std::string_view account_of(std::string_view arn) {
    constexpr int colons = 4;
    for (int seen = 0; seen < colons && !arn.empty(); ++seen)
        arn.remove_prefix(std::min(arn.size(), arn.find(':') + 1));
    return arn.substr(0, arn.find(':'));
}

}  // namespace

std::string late_issuer(std::string_view host, std::string_view provider_key) {
    return fmt::format("{}/id/{}", host, hole(provider_key, id_field));
}

std::string late_provider_arn(std::string_view partition, std::string_view issuer,
                              std::string_view provider_key) {
    return fmt::format("arn:{}:iam::{}:oidc-provider/{}", partition,
                       hole(provider_key, account_field), issuer);
}

std::vector<std::string> late_providers(std::string_view text) {
    const auto opening = fmt::format("${{{}/", OpenIdConnectProvider::type);
    std::vector<std::string> keys;
    for (auto at = text.find(opening); at != text.npos; at = text.find(opening, at + 1)) {
        const auto inner = text.substr(at + 2, text.find('}', at) - at - 2);
        std::string key(inner.substr(0, inner.rfind('.')));
        if (std::ranges::find(keys, key) == keys.end())
            keys.push_back(std::move(key));
    }
    return keys;
}

std::string with_providers(std::string text, const ProviderArn& arn_of) {
    for (const auto& key : late_providers(text)) {
        const auto arn = arn_of(key);
        if (!arn)
            continue;
        boost::replace_all(text, hole(key, account_field), account_of(*arn));
        boost::replace_all(text, hole(key, id_field), arn->substr(arn->rfind('/') + 1));
    }
    return text;
}

}  // namespace inland::topology
