// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/authorization.h"

#include "emulator/cluster/api/role_bindings.h"
#include "emulator/cluster/api/status.h"

#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

using Names = std::vector<std::string_view>;

/// One rule of RBAC: every verb on every resource of every group that it lists; "*" is any.
struct Rule {
    Names verbs;
    Names groups;
    Names resources;  ///< "pods", "pods/log"
    Names paths = {};
};
using Rules = std::vector<Rule>;

/// Who a set of rules is for, and whether it may be bound to single namespaces.
struct PolicyRow {
    std::string_view policy;
    Rules rules;
};

const Names read{"get", "list", "watch"};
const Names write{"create", "delete", "deletecollection", "patch", "update"};
const Names any{"*"};

const Rule view_core{read,
                     {""},
                     {"configmaps", "endpoints", "events", "namespaces", "persistentvolumeclaims",
                      "pods", "pods/log", "pods/status", "replicationcontrollers",
                      "serviceaccounts", "services", "services/status"}};
const Rule view_others{
    read, {"apps", "autoscaling", "batch", "discovery.k8s.io", "networking.k8s.io", "policy"}, any};
const Rule edit_core{write,
                     {""},
                     {"configmaps", "endpoints", "events", "persistentvolumeclaims", "pods",
                      "pods/attach", "pods/eviction", "pods/exec", "pods/portforward", "pods/proxy",
                      "secrets", "serviceaccounts", "services", "services/proxy"}};
const Rule edit_others{
    write,
    {"apps", "autoscaling", "batch", "coordination.k8s.io", "networking.k8s.io", "policy"},
    any};
const Rule read_secrets{read, {"", "coordination.k8s.io"}, {"secrets", "leases"}};
const Rule manage_roles{any, {"rbac.authorization.k8s.io"}, {"roles", "rolebindings"}};
const Rule read_everything{read, any, any};

/// EKS User Guide, "Review access policy permissions", 2026.
const std::vector<PolicyRow>& policies() {
    static const std::vector<PolicyRow> rows{
        {"AmazonEKSClusterAdminPolicy", {{any, any, any, any}}},
        {"AmazonEKSAdminPolicy",
         {view_core, view_others, edit_core, edit_others, read_secrets, manage_roles}},
        {"AmazonEKSEditPolicy", {view_core, view_others, edit_core, edit_others, read_secrets}},
        {"AmazonEKSViewPolicy", {view_core, view_others}},
        {"AmazonEKSAdminViewPolicy", {read_everything}},
    };
    return rows;
}

struct GroupRow {
    std::string_view group;
    Rules rules;
};

/// Kubernetes' default roles: system:discovery, system:basic-user, system:public-info-viewer,
/// and what nodes need of their own.
const std::vector<GroupRow>& groups() {
    static const std::vector<GroupRow> rows{
        {"system:masters", {{any, any, any, any}}},
        {"system:authenticated",
         {{{"create"},
           {"authorization.k8s.io"},
           {"selfsubjectaccessreviews", "selfsubjectrulesreviews"}},
          {{"create"}, {"authentication.k8s.io"}, {"selfsubjectreviews"}},
          {{"get"},
           {},
           {},
           {"/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*",
            "/readyz", "/version", "/version/"}}}},
        {"system:unauthenticated",
         {{{"get"}, {}, {}, {"/healthz", "/livez", "/readyz", "/version", "/version/"}}}},
        {"system:nodes",
         {{read, {""}, {"nodes", "pods", "services", "configmaps", "secrets"}},
          {{"create", "patch", "update"},
           {"", "coordination.k8s.io"},
           {"nodes", "nodes/status", "pods/status", "events", "leases"}}}},
    };
    return rows;
}

bool covers(const Names& patterns, std::string_view text) {
    return std::ranges::any_of(patterns, [&](std::string_view pattern) {
        return pattern == "*" || pattern == text ||
               (pattern.ends_with("/*") && text.starts_with(pattern.substr(0, pattern.size() - 1)));
    });
}

bool admits(const Rule& rule, const Attributes& attributes) {
    if (!covers(rule.verbs, attributes.verb))
        return false;
    if (!attributes.path.empty())
        return covers(rule.paths, attributes.path);
    const auto resource = attributes.subresource.empty()
                              ? attributes.resource
                              : attributes.resource + "/" + attributes.subresource;
    return covers(rule.groups, attributes.group) && covers(rule.resources, resource);
}

bool admits(const Rules& rules, const Attributes& attributes) {
    return std::ranges::any_of(rules, [&](const Rule& rule) { return admits(rule, attributes); });
}

bool reaches(const User::Grant& grant, std::string_view name_space) {
    return grant.namespaces.empty() ||
           (!name_space.empty() &&
            std::ranges::any_of(grant.namespaces, [&](const std::string& pattern) {
                return pattern == name_space ||
                       (pattern.ends_with('*') &&
                        name_space.starts_with(
                            std::string_view(pattern).substr(0, pattern.size() - 1)));
            }));
}

/// Every set of rules that holds for the user in that namespace.
std::vector<const Rules*> rules_for(const User& user, std::string_view name_space) {
    std::vector<const Rules*> found;
    for (const auto& row : groups())
        if (user.is_in(row.group))
            found.push_back(&row.rules);
    for (const auto& grant : user.grants)
        for (const auto& row : policies())
            if (row.policy == grant.policy && reaches(grant, name_space))
                found.push_back(&row.rules);
    return found;
}

json::array array_of(const Names& names) {
    json::array list;
    for (const auto name : names)
        list.emplace_back(name);
    return list;
}

std::string refusal(const User& user, const Attributes& attributes) {
    if (!attributes.path.empty())
        return fmt::format("forbidden: User \"{}\" cannot {} path \"{}\"", user.name,
                           attributes.verb, attributes.path);
    const auto qualified = attributes.group.empty() ? attributes.resource
                                                    : attributes.resource + "." + attributes.group;
    const auto object =
        attributes.name.empty() ? std::string{} : fmt::format(" \"{}\"", attributes.name);
    const auto resource = attributes.subresource.empty()
                              ? attributes.resource
                              : attributes.resource + "/" + attributes.subresource;
    const auto where = attributes.name_space.empty()
                           ? std::string("at the cluster scope")
                           : fmt::format("in the namespace \"{}\"", attributes.name_space);
    return fmt::format(
        "{}{} is forbidden: User \"{}\" cannot {} resource \"{}\" in API group "
        "\"{}\" {}",
        qualified, object, user.name, attributes.verb, resource, attributes.group, where);
}

}  // namespace

bool is_allowed(const Objects& objects, const User& user, const Attributes& attributes) {
    return std::ranges::any_of(rules_for(user, attributes.name_space),
                               [&](const Rules* rules) { return admits(*rules, attributes); }) ||
           roles_allow(objects, user, attributes);
}

Result<void> authorize(const Objects& objects, const User& user, const Attributes& attributes) {
    if (is_allowed(objects, user, attributes))
        return {};
    return std::unexpected(forbidden(refusal(user, attributes)));
}

json::object rules_of(const Objects& objects, const User& user, std::string_view name_space) {
    json::array resource_rules;
    json::array path_rules;
    for (const auto* rules : rules_for(user, name_space))
        for (const auto& rule : *rules) {
            if (!rule.resources.empty())
                resource_rules.push_back(json::object{{"verbs", array_of(rule.verbs)},
                                                      {"apiGroups", array_of(rule.groups)},
                                                      {"resources", array_of(rule.resources)}});
            if (!rule.paths.empty())
                path_rules.push_back(json::object{{"verbs", array_of(rule.verbs)},
                                                  {"nonResourceURLs", array_of(rule.paths)}});
        }
    for (const auto& rule : role_rules(objects, user, name_space))
        (find_array(rule, "nonResourceURLs").empty() ? resource_rules : path_rules).push_back(rule);
    return {{"resourceRules", std::move(resource_rules)},
            {"nonResourceRules", std::move(path_rules)},
            {"incomplete", false}};
}

}  // namespace inland::emulator::cluster
