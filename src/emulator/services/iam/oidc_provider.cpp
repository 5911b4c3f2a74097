// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr int not_found = 404;
constexpr std::size_t thumbprint_digits = 40;

RecordKey provider_key(const Call& call) {
    return global_key(call, kind::oidc_provider, text_of(call.input, "OpenIDConnectProviderArn"));
}

Result<const json::object*> find_provider(const Call& call) {
    const auto* provider = call.world.store().find(provider_key(call));
    if (provider == nullptr)
        return refuse("NoSuchEntity",
                      fmt::format("OpenIDConnect Provider not found for arn {}",
                                  text_of(call.input, "OpenIDConnectProviderArn")),
                      not_found);
    return provider;
}

/// Hexadecimal SHA-1 texts, five at most.
Result<void> check_thumbprints(const json::array& thumbprints) {
    constexpr std::size_t most = 5;
    if (thumbprints.size() > most)
        return refuse("LimitExceeded", "Thumbprint list must contain fewer than 5 entries.",
                      conflict);
    for (const auto& value : thumbprints) {
        const std::string_view text = value.get_string();
        if (text.size() != thumbprint_digits ||
            text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
            return refuse("InvalidInput",
                          "Thumbprint must be a 40 character hexadecimal SHA-1 fingerprint.");
    }
    return {};
}

Result<void> check_clients(const json::array& clients) {
    constexpr std::size_t most = 100;
    if (clients.size() > most)
        return refuse(
            "LimitExceeded",
            fmt::format("Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {}", most),
            conflict);
    return {};
}

Result<json::object> create_provider(const Call& call) {
    constexpr std::string_view scheme = "https://";
    const auto url = text_of(call.input, "Url");
    if (!url.starts_with(scheme))
        return refuse("ValidationError", "Invalid Open ID Connect Provider URL");
    const auto host = url.substr(scheme.size());
    const auto provider_arn = iam_arn(call.world, call.caller.account, "oidc-provider", "/", host);
    const auto key = global_key(call, kind::oidc_provider, provider_arn);
    if (call.world.store().find(key) != nullptr)
        return refuse("EntityAlreadyExists",
                      fmt::format("Provider with url {} already exists.", url), conflict);
    auto thumbprints = list_of(call.input, "ThumbprintList");
    TRY_VOID(check_thumbprints(thumbprints));
    TRY_VOID(check_clients(list_of(call.input, "ClientIDList")));
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "InvalidInput"));
    if (thumbprints.empty())
        thumbprints.emplace_back(hex(sha256(host)).substr(0, thumbprint_digits));
    json::object provider{{"Url", host},
                          {"ClientIDList", list_of(call.input, "ClientIDList")},
                          {"ThumbprintList", std::move(thumbprints)},
                          {"CreateDate", timestamp(call.world)}};
    merge_tags(list_in(provider, "Tags"), list_of(call.input, "Tags"));
    json::object output{{"OpenIDConnectProviderArn", provider_arn}, {"Tags", provider["Tags"]}};
    call.world.store().put(key, std::move(provider));
    return output;
}

Result<json::object> get_provider(const Call& call) {
    return *TRY(find_provider(call));
}

Result<json::object> delete_provider(const Call& call) {
    (void)TRY(find_provider(call));
    call.world.store().erase(provider_key(call));
    return json::object{};
}

Result<json::object> list_providers(const Call& call) {
    json::array rows;
    for (const auto& [id, provider] :
         call.world.store().list(call.global_scope(), kind::oidc_provider))
        rows.push_back(json::object{{"Arn", id}});
    return json::object{{"OpenIDConnectProviderList", std::move(rows)}};
}

Result<json::object> update_thumbprints(const Call& call) {
    (void)TRY(find_provider(call));
    TRY_VOID(check_thumbprints(list_of(call.input, "ThumbprintList")));
    call.world.store().update(provider_key(call), [&](json::object& provider) {
        provider["ThumbprintList"] = list_of(call.input, "ThumbprintList");
    });
    return json::object{};
}

Result<json::object> add_client(const Call& call) {
    (void)TRY(find_provider(call));
    const auto client = text_of(call.input, "ClientID");
    call.world.store().update(provider_key(call), [&](json::object& provider) {
        auto& clients = list_in(provider, "ClientIDList");
        if (!contains(clients, client))
            clients.emplace_back(client);
    });
    return json::object{};
}

Result<json::object> remove_client(const Call& call) {
    (void)TRY(find_provider(call));
    const auto client = text_of(call.input, "ClientID");
    call.world.store().update(provider_key(call), [&](json::object& provider) {
        json::array kept;
        for (const auto& text : texts_of(provider, "ClientIDList"))
            if (text != client)
                kept.emplace_back(text);
        provider["ClientIDList"] = std::move(kept);
    });
    return json::object{};
}

Result<json::object> tag_provider(const Call& call) {
    (void)TRY(find_provider(call));
    return tag_record(call, provider_key(call));
}

Result<json::object> untag_provider(const Call& call) {
    (void)TRY(find_provider(call));
    return untag_record(call, provider_key(call));
}

Result<json::object> list_provider_tags(const Call& call) {
    return iam_page(call, "Tags", list_of(*TRY(find_provider(call)), "Tags"));
}

constexpr std::array operations{
    OperationRow{"CreateOpenIDConnectProvider", create_provider},
    OperationRow{"GetOpenIDConnectProvider", get_provider},
    OperationRow{"DeleteOpenIDConnectProvider", delete_provider},
    OperationRow{"ListOpenIDConnectProviders", list_providers},
    OperationRow{"UpdateOpenIDConnectProviderThumbprint", update_thumbprints},
    OperationRow{"AddClientIDToOpenIDConnectProvider", add_client},
    OperationRow{"RemoveClientIDFromOpenIDConnectProvider", remove_client},
    OperationRow{"TagOpenIDConnectProvider", tag_provider},
    OperationRow{"UntagOpenIDConnectProvider", untag_provider},
    OperationRow{"ListOpenIDConnectProviderTags", list_provider_tags},
};

}  // namespace

std::span<const OperationRow> oidc_provider_operations() {
    return operations;
}

}  // namespace inland::emulator
