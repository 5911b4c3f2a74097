// SPDX-License-Identifier: Apache-2.0
#include "spec/pull_credentials.h"

#include "core/crypto.h"
#include "core/json.h"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::spec {

namespace {

constexpr std::size_t deepest = 16;

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::string_view without_suffix(std::string_view text, std::string_view suffix) {
    return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

/// "https://host/v1/", as Docker wrote keys once, is "host".
std::string_view registry_of(std::string_view key) {
    key = without_prefix(without_prefix(key, "https://"), "http://");
    key = without_suffix(key, "/");
    return without_suffix(without_suffix(key, "/v1"), "/v2");
}

bool covers(std::string_view key, std::string_view registry) {
    return registry == key || (!key.empty() && registry.starts_with(key) &&
                               registry.substr(key.size()).front() == '/');
}

struct Entry {
    std::string_view registry;
    const json::value* value = nullptr;
};

std::optional<Entry> entry_for(const json::object& auths, std::string_view registry) {
    std::optional<Entry> best;
    for (const auto& [key, value] : auths) {
        const auto name = registry_of(key);
        if (covers(name, registry) && (!best || name.size() > best->registry.size()))
            best = Entry{name, &value};
    }
    return best;
}

/// Docker's "auth" outranks the other two, as it does for kubelet.
std::optional<std::string> login_in(const json::value& entry) {
    const auto auth = string_or_empty(entry, "auth");
    if (!auth.empty())
        return decode_base64(auth);
    const auto username = string_or_empty(entry, "username");
    const auto password = string_or_empty(entry, "password");
    if (username.empty() || password.empty())
        return std::nullopt;
    return fmt::format("{}:{}", username, password);
}

}  // namespace

Result<PullCredentials> pull_credentials_of(std::string_view docker_config,
                                            std::string_view registry) {
    const auto document = TRY(parse_json(docker_config, deepest));
    const auto entry = entry_for(find_object(document, "auths"), registry);
    const auto host = registry.substr(0, registry.find('/'));
    if (!entry)
        return failure(ErrorKind::InvalidInput, fmt::format("no entry for {} in \"auths\"", host));
    const auto login = login_in(*entry->value);
    if (!login || !login->contains(':'))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the entry for {} has neither \"auth\", base 64 of "
                                   "user:password, nor \"username\" and \"password\"",
                                   host));
    const json::object kept{{entry->registry, json::object{{"auth", base64(*login)}}}};
    return PullCredentials(json::serialize(json::object{{"auths", kept}}));
}

}  // namespace inland::spec
