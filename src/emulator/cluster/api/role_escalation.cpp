// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/role_bindings.h"
#include "emulator/cluster/api/status.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view rbac = "rbac.authorization.k8s.io";

std::vector<std::string> texts_in(const json::value& rule, std::string_view member) {
    std::vector<std::string> texts;
    for (const auto& each : find_array(rule, member))
        if (each.is_string())
            texts.emplace_back(each.get_string());
    return texts;
}

/// Each single thing that a rule gives.
std::vector<Attributes> given_by(const json::value& rule, const std::string& name_space) {
    std::vector<Attributes> given;
    auto names = texts_in(rule, "resourceNames");
    if (names.empty())
        names.emplace_back();
    for (const auto& verb : texts_in(rule, "verbs")) {
        for (const auto& path : texts_in(rule, "nonResourceURLs"))
            given.push_back({.verb = verb, .group = {}, .resource = {}, .path = path});
        for (const auto& group : texts_in(rule, "apiGroups"))
            for (const auto& resource : texts_in(rule, "resources"))
                for (const auto& name : names) {
                    const auto slash = resource.find('/');
                    given.push_back({.verb = verb,
                                     .group = group,
                                     .resource = resource.substr(0, slash),
                                     .subresource = slash == std::string::npos
                                                        ? ""
                                                        : resource.substr(slash + 1),
                                     .name_space = name_space,
                                     .name = name});
                }
    }
    return given;
}

bool holds(const Objects& objects, const User& user, const json::value& rule,
           const std::string& name_space) {
    return std::ranges::all_of(given_by(rule, name_space), [&](const Attributes& each) {
        return is_allowed(objects, user, each);
    });
}

/// {APIGroups:[""], Resources:["pods"], Verbs:["get"]}
std::string printed(const json::value& rule) {
    struct Part {
        std::string_view title, member;
    };
    constexpr std::array parts{Part{"APIGroups", "apiGroups"}, Part{"Resources", "resources"},
                               Part{"ResourceNames", "resourceNames"},
                               Part{"NonResourceURLs", "nonResourceURLs"}, Part{"Verbs", "verbs"}};
    std::vector<std::string> texts;
    for (const auto& part : parts)
        if (const auto values = texts_in(rule, part.member); !values.empty())
            texts.push_back(fmt::format("{}:[\"{}\"]", part.title, fmt::join(values, "\" \"")));
    return fmt::format("{{{}}}", fmt::join(texts, ", "));
}

Result<void> check_rules(const Objects& objects, const User& user, const ResourceType& type,
                         const json::object& object, const json::array& rules) {
    std::string missing;
    for (const auto& rule : rules)
        if (!holds(objects, user, rule, namespace_of(object)))
            missing += "\n" + printed(rule);
    if (missing.empty())
        return {};
    return std::unexpected(forbidden(fmt::format(
        "{} \"{}\" is forbidden: user \"{}\" (groups=[\"{}\"]) is attempting to grant RBAC "
        "permissions not currently held:{}",
        type.qualified_name(), name_of(object), user.name, fmt::join(user.groups, "\" \""),
        missing)));
}

bool may(const Objects& objects, const User& user, std::string_view verb, std::string_view resource,
         const std::string& name_space, const std::string& name) {
    return is_allowed(objects, user,
                      {.verb = std::string(verb),
                       .group = std::string(rbac),
                       .resource = std::string(resource),
                       .name_space = name_space,
                       .name = name});
}

Result<void> check_binding(const Objects& objects, const User& user, const ResourceType& type,
                           const json::object& binding) {
    const bool is_cluster_role = string_or_empty(binding, "roleRef.kind") == "ClusterRole";
    const auto* plural = is_cluster_role ? "clusterroles" : "roles";
    const auto name = string_or_empty(binding, "roleRef.name");
    if (may(objects, user, "bind", plural, namespace_of(binding), name))
        return {};
    const auto place = is_cluster_role ? std::string{} : namespace_of(binding);
    const auto* role = objects.find(type_of(rbac, plural), place, name);
    if (role == nullptr)
        return std::unexpected(not_found(type_of(rbac, plural), name));
    return check_rules(objects, user, type, binding, find_array(*role, "rules"));
}

}  // namespace

Result<void> check_escalation(const Objects& objects, const User& user, const ResourceType& type,
                              const json::object& object) {
    if (type.group != rbac)
        return {};
    if (type.plural.ends_with("bindings"))
        return check_binding(objects, user, type, object);
    if (may(objects, user, "escalate", type.plural, namespace_of(object), name_of(object)))
        return {};
    return check_rules(objects, user, type, object, find_array(object, "rules"));
}

}  // namespace inland::emulator::cluster
