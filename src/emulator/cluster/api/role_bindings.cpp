// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/role_bindings.h"

#include "emulator/cluster/api/selectors.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view rbac = "rbac.authorization.k8s.io";

bool is_subject(const json::value& subject, const User& user) {
    const auto kind = string_or_empty(subject, "kind");
    const auto name = string_or_empty(subject, "name");
    if (kind == "ServiceAccount")
        return user.name == fmt::format("system:serviceaccount:{}:{}",
                                        string_or_empty(subject, "namespace"), name);
    return kind == "Group" ? user.is_in(name) : kind == "User" && user.name == name;
}

/// The rules of the role that a binding names; a role that is not there gives nothing.
const json::array& rules_of_binding(const Objects& objects, const json::object& binding) {
    static const json::array none;
    const bool is_cluster_role = string_or_empty(binding, "roleRef.kind") == "ClusterRole";
    const auto* role = objects.find(type_of(rbac, is_cluster_role ? "clusterroles" : "roles"),
                                    is_cluster_role ? std::string{} : namespace_of(binding),
                                    string_or_empty(binding, "roleRef.name"));
    return role == nullptr ? none : find_array(*role, "rules");
}

void add_rules(const Objects& objects, const User& user,
               const std::vector<const json::object*>& bindings, json::array& rules) {
    for (const auto* binding : bindings) {
        const auto& subjects = find_array(*binding, "subjects");
        if (std::ranges::none_of(
                subjects, [&](const json::value& subject) { return is_subject(subject, user); }))
            continue;
        for (const auto& rule : rules_of_binding(objects, *binding))
            rules.push_back(rule);
    }
}

bool covers(const json::array& patterns, std::string_view text) {
    return std::ranges::any_of(patterns, [&](const json::value& each) {
        if (!each.is_string())
            return false;
        const std::string_view pattern = each.get_string();
        return pattern == "*" || pattern == text ||
               (pattern.ends_with("*") && text.starts_with(pattern.substr(0, pattern.size() - 1)) &&
                pattern.starts_with('/'));
    });
}

/// "pods/log" is admitted by itself, by "*" and by "*/log".
bool covers_resource(const json::array& patterns, const Attributes& wanted) {
    if (wanted.subresource.empty())
        return covers(patterns, wanted.resource);
    return covers(patterns, wanted.resource + "/" + wanted.subresource) ||
           covers(patterns, "*/" + wanted.subresource);
}

bool admits(const json::value& rule, const Attributes& wanted) {
    if (!covers(find_array(rule, "verbs"), wanted.verb))
        return false;
    if (!wanted.path.empty())
        return covers(find_array(rule, "nonResourceURLs"), wanted.path);
    const auto& names = find_array(rule, "resourceNames");
    return covers(find_array(rule, "apiGroups"), wanted.group) &&
           covers_resource(find_array(rule, "resources"), wanted) &&
           (names.empty() || std::ranges::find(names, json::value(wanted.name)) != names.end());
}

}  // namespace

json::array role_rules(const Objects& objects, const User& user, std::string_view name_space) {
    json::array rules;
    add_rules(objects, user, objects.list(type_of(rbac, "clusterrolebindings")), rules);
    if (!name_space.empty())
        add_rules(objects, user, objects.list(type_of(rbac, "rolebindings"), name_space), rules);
    return rules;
}

bool roles_allow(const Objects& objects, const User& user, const Attributes& attributes) {
    const auto rules = role_rules(objects, user, attributes.name_space);
    return std::ranges::any_of(rules,
                               [&](const json::value& rule) { return admits(rule, attributes); });
}

void aggregate_roles(Objects& objects) {
    const auto& type = type_of(rbac, "clusterroles");
    std::vector<json::object> aggregating;
    for (const auto* role : objects.list(type))
        if (find(*role, "aggregationRule") != nullptr)
            aggregating.push_back(*role);
    for (const auto& role : aggregating) {
        json::array rules;
        for (const auto& selector : find_array(role, "aggregationRule.clusterRoleSelectors"))
            for (const auto* other : objects.list(type))
                if (selector.is_object() && name_of(*other) != name_of(role) &&
                    matches_labels(selector_of(selector.get_object()),
                                   find_object(*other, "metadata.labels")))
                    for (const auto& rule : find_array(*other, "rules"))
                        if (std::ranges::find(rules, rule) == rules.end())
                            rules.push_back(rule);
        objects.change(type, "", name_of(role),
                       [&](json::object& stored) { stored["rules"] = rules; });
    }
}

}  // namespace inland::emulator::cluster
