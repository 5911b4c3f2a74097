// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/impersonation.h"

#include "emulator/cluster/api/authorization.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view account_prefix = "system:serviceaccount:";

bool is_named(std::string_view field, std::string_view name) {
    return std::ranges::equal(field, name, [](char left, char right) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
        return lower(left) == lower(right);
    });
}

Result<void> check(const Objects& objects, const User& user, std::string_view resource,
                   const std::string& name) {
    return authorize(
        objects, user,
        {.verb = "impersonate", .group = {}, .resource = std::string(resource), .name = name});
}

/// A service account is in its groups whatever the headers say.
void add_own_groups(User& user) {
    if (user.name.starts_with(account_prefix)) {
        const auto rest = user.name.substr(account_prefix.size());
        user.groups.emplace_back("system:serviceaccounts");
        user.groups.push_back("system:serviceaccounts:" + rest.substr(0, rest.find(':')));
    }
    user.groups.emplace_back("system:authenticated");
}

}  // namespace

Result<User> impersonated(const Objects& objects, const User& user, const http::Request& request) {
    const auto name = request.headers.get_or_empty("Impersonate-User");
    if (name.empty())
        return user;
    TRY_VOID(check(objects, user, "users", name));
    User other{name};
    for (const auto& [field, value] : request.headers.fields())
        if (is_named(field, "Impersonate-Group")) {
            TRY_VOID(check(objects, user, "groups", value));
            other.groups.push_back(value);
        }
    add_own_groups(other);
    return other;
}

}  // namespace inland::emulator::cluster
