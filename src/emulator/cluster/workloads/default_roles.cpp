// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/default_roles.h"

#include "emulator/services/members.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view rbac = "rbac.authorization.k8s.io";

json::object named(std::string_view name) {
    return {{"name", name},
            {"labels", json::object{{"kubernetes.io/bootstrapping", "rbac-defaults"}}}};
}

json::object rule(json::array groups, json::array resources, json::array verbs) {
    return {{"apiGroups", std::move(groups)},
            {"resources", std::move(resources)},
            {"verbs", std::move(verbs)}};
}

json::array reading() {
    return {"get", "list", "watch"};
}

json::array writing() {
    return {"create", "delete", "deletecollection", "patch", "update"};
}

json::array workload_groups() {
    return {"apps", "autoscaling", "batch", "networking.k8s.io", "policy"};
}

json::array viewed() {
    return {"configmaps",     "endpoints",       "events",
            "limitranges",    "namespaces",      "persistentvolumeclaims",
            "pods",           "pods/log",        "pods/status",
            "resourcequotas", "serviceaccounts", "services"};
}

json::array edited() {
    return {
        "configmaps",      "events",      "persistentvolumeclaims", "pods",       "pods/eviction",
        "pods/exec",       "pods/attach", "pods/portforward",       "pods/proxy", "secrets",
        "serviceaccounts", "services",    "services/proxy"};
}

json::array view_rules() {
    return {rule({""}, viewed(), reading()), rule(workload_groups(), {"*"}, reading()),
            rule({"discovery.k8s.io"}, {"endpointslices"}, reading())};
}

json::array edit_rules() {
    return {rule({""}, edited(), writing()), rule({""}, {"secrets"}, reading()),
            rule({""}, {"serviceaccounts"}, {"impersonate"}),
            rule(workload_groups(), {"*"}, writing()),
            rule({"coordination.k8s.io"}, {"leases"}, {"*"})};
}

json::array admin_rules() {
    return {rule({rbac}, {"roles", "rolebindings"}, {"*"}),
            rule({"authorization.k8s.io"}, {"localsubjectaccessreviews"}, {"create"})};
}

struct RoleRow {
    std::string_view name;   ///< "edit"
    std::string_view under;  ///< the role that has its rules too
    json::array (*rules)();
};
constexpr std::array roles{RoleRow{"admin", "", admin_rules}, RoleRow{"edit", "admin", edit_rules},
                           RoleRow{"view", "edit", view_rules}};

std::string aggregate_label(std::string_view role) {
    return fmt::format("rbac.authorization.k8s.io/aggregate-to-{}", role);
}

void make(Objects& objects, std::string_view plural, json::object object) {
    objects.ensure(type_of(rbac, plural), std::move(object));
}

void make_aggregated(Objects& objects, const RoleRow& row) {
    auto part = named(fmt::format("system:aggregate-to-{}", row.name));
    part["labels"].get_object()[aggregate_label(row.name)] = "true";
    make(objects, "clusterroles", {{"metadata", std::move(part)}, {"rules", row.rules()}});
    auto whole = named(row.name);
    if (!row.under.empty())
        whole["labels"].get_object()[aggregate_label(row.under)] = "true";
    const json::object selector{{"matchLabels", json::object{{aggregate_label(row.name), "true"}}}};
    make(objects, "clusterroles",
         {{"metadata", std::move(whole)},
          {"aggregationRule", json::object{{"clusterRoleSelectors", json::array{selector}}}},
          {"rules", json::array{}}});
}

}  // namespace

void make_default_roles(Objects& objects) {
    auto everything = rule({"*"}, {"*"}, {"*"});
    const json::object paths{{"nonResourceURLs", json::array{"*"}}, {"verbs", json::array{"*"}}};
    make(objects, "clusterroles",
         {{"metadata", named("cluster-admin")},
          {"rules", json::array{std::move(everything), paths}}});
    make(objects, "clusterrolebindings",
         {{"metadata", named("cluster-admin")},
          {"subjects", json::array{json::object{
                           {"apiGroup", rbac}, {"kind", "Group"}, {"name", "system:masters"}}}},
          {"roleRef",
           json::object{{"apiGroup", rbac}, {"kind", "ClusterRole"}, {"name", "cluster-admin"}}}});
    for (const auto& row : roles)
        make_aggregated(objects, row);
}

}  // namespace inland::emulator::cluster
