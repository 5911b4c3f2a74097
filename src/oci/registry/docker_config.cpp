// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/docker_config.h"

#include "core/crypto.h"
#include "core/json.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::string_view docker_hub_key = "https://index.docker.io/v1/";
/// The names that Docker Hub is written by.
constexpr std::array<std::string_view, 3> docker_hub_names{"docker.io", "index.docker.io",
                                                           "registry-1.docker.io"};
constexpr std::size_t longest_config = std::size_t{4} * 1024 * 1024;

std::string_view without(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// "https://host/v2/" is "host"; "host/namespace" is itself; Docker Hub is "docker.io".
std::string normal_key(std::string_view key) {
    const bool is_url = key.starts_with("https://") || key.starts_with("http://");
    key = without(without(key, "https://"), "http://");
    const auto slash = std::min(key.find('/'), key.size());
    const auto host = key.substr(0, slash);
    if (std::ranges::find(docker_hub_names, host) != docker_hub_names.end())
        return std::string(docker_hub_names.front()) +
               std::string(is_url || host != docker_hub_names.front() ? "" : key.substr(slash));
    while (key.ends_with('/'))
        key.remove_suffix(1);
    return std::string(is_url ? host : key);
}

bool covers(std::string_view key, std::string_view name) {
    return name == key || (name.starts_with(key) && name.substr(key.size()).starts_with('/'));
}

/// "user:password" in base 64; Docker fills up with zero bytes.
Result<void> read_auth(std::string_view key, std::string_view encoded, Login& login) {
    const auto decoded = decode_base64(encoded);
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    if (colon == std::string::npos)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("auths, {}: auth is not base 64 of user:password", key));
    login.username = decoded->substr(0, colon);
    const auto password = std::string_view(*decoded).substr(colon + 1);
    const auto last = password.find_last_not_of('\0');
    login.password = aws::Secret(std::string(password.substr(0, last + 1)));
    return {};
}

Result<Login> read_login(std::string_view key, const json::value& value) {
    if (!value.is_object())
        return failure(ErrorKind::InvalidInput, fmt::format("auths, {}: no object", key));
    const auto& object = value.get_object();
    Login login;
    login.username = string_or_empty(object, "username");
    login.password = aws::Secret(string_or_empty(object, "password"));
    login.identity_token = aws::Secret(string_or_empty(object, "identitytoken"));
    if (const auto auth = string_or_empty(object, "auth"); !auth.empty())
        TRY_VOID(read_auth(key, auth, login));
    return login;
}

bool is_empty(const Login& login) {
    return login.username.empty() && login.password.empty() && login.identity_token.empty();
}

Result<void> read_members(const json::object& document, DockerConfig& config) {
    for (const auto& [key, value] : find_object(document, "auths"))
        config.logins.emplace(key, TRY(read_login(key, value)));
    for (const auto& [key, value] : find_object(document, "credHelpers"))
        if (value.is_string())
            config.helpers.emplace(key, value.get_string());
    config.store = string_or_empty(document, "credsStore");
    return {};
}

}  // namespace

std::optional<Login> DockerConfig::login(std::string_view registry,
                                         std::string_view repository) const {
    const auto name = normal_key(registry) + "/" + std::string(repository);
    const Login* best = nullptr;
    std::size_t longest = 0;
    for (const auto& [key, login] : logins) {
        const auto normal = normal_key(key);
        if (is_empty(login) || !covers(normal, name) || normal.size() < longest)
            continue;
        best = &login;
        longest = normal.size();
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

std::string DockerConfig::helper(std::string_view registry) const {
    const auto wanted = normal_key(registry);
    for (const auto& [key, helper] : helpers)
        if (normal_key(key) == wanted)
            return helper;
    return store;
}

Result<DockerConfig> parse_docker_config(std::string_view text) {
    if (text.size() > longest_config)
        return failure(ErrorKind::InvalidInput, "it is larger than 4 MiB");
    constexpr std::size_t deepest = 16;
    const auto document = TRY(parse_json(text, deepest));
    if (!document.is_object())
        return failure(ErrorKind::InvalidInput, "it is no JSON object");
    DockerConfig config;
    TRY_VOID(read_members(document.get_object(), config));
    return config;
}

std::string server_address(std::string_view registry) {
    return normal_key(registry) == docker_hub_names.front() ? std::string(docker_hub_key)
                                                            : std::string(registry);
}

}  // namespace inland::oci
