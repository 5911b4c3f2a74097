// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/access_entry.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/iam/entity.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array<std::string_view, 7> types{"STANDARD",      "EC2_LINUX", "EC2_WINDOWS",
                                                "FARGATE_LINUX", "EC2",       "HYBRID_LINUX",
                                                "HYPERPOD_LINUX"};

RecordKey entry_key(const Scope& scope, std::string_view cluster, std::string_view principal) {
    return {scope, std::string(kind::access_entry), cluster_child(cluster, principal)};
}

/// An assumed role's session stands for its role.
std::string role_behind(const World& world, const Caller& caller) {
    constexpr std::string_view marker = ":assumed-role/";
    const auto& principal = caller.principal_arn;
    const auto place = principal.find(marker);
    if (place == std::string::npos)
        return principal;
    auto name = principal.substr(place + marker.size());
    name = name.substr(0, name.find('/'));
    const auto* role = world.store().find({{caller.account, ""}, std::string(kind::role), name});
    return role == nullptr ? arn(world, {caller.account, ""}, "iam", "role/" + name)
                           : text_of(*role, "Arn");
}

json::object entry_document(const World& world, const Scope& scope, const std::string& cluster,
                            std::string_view principal, std::string_view type) {
    const bool is_role = principal.find(":role/") != std::string_view::npos;
    json::array groups;
    std::string user(principal);
    if (type == "EC2_LINUX") {
        groups.emplace_back("system:nodes");
        user = "system:node:{{EC2PrivateDNSName}}";
    } else if (is_role) {
        user =
            fmt::format("arn:{}:sts::{}:assumed-role/{}/{{{{SessionName}}}}",
                        partition_of(world, scope.region), scope.account, last_segment(principal));
    }
    return {{"clusterName", cluster},
            {"principalArn", principal},
            {"kubernetesGroups", std::move(groups)},
            {"accessEntryArn",
             arn(world, scope, "eks",
                 fmt::format("access-entry/{}/{}/{}/{}/{}", cluster, is_role ? "role" : "user",
                             scope.account, last_segment(principal), new_uuid()))},
            {"createdAt", timestamp(world)},
            {"modifiedAt", timestamp(world)},
            {"tags", json::object()},
            {"username", std::move(user)},
            {"type", type},
            {"_policies", json::array()}};
}

Result<void> check_mode(const json::object& cluster) {
    if (text_of(object_of(cluster, "accessConfig"), "authenticationMode") == "CONFIG_MAP")
        return invalid_request(
            "The cluster's authentication mode must be set to one of [API, "
            "API_AND_CONFIG_MAP] to perform this operation.");
    return {};
}

/// The key of the entry that the input names, which must be there.
Result<RecordKey> find_entry(const Call& call) {
    TRY_VOID(check_mode(*TRY(find_cluster(call))));
    auto key = entry_key(call.scope(), text_of(call.input, "clusterName"),
                         text_of(call.input, "principalArn"));
    if (call.world.store().find(key) == nullptr)
        return eks_not_found(
            "The specified principalArn could not be found. You can view your "
            "available access entries with 'list-access-entries'.");
    return key;
}

/// Roles and users that there are, and an account's root, which EKS takes too
/// (aws-iam-authenticator#797). Messages: terraform-aws-eks#2969, terraform-provider-aws#36447,
/// appmod-blueprints#319.
Result<void> check_principal(const World& world, std::string_view arn) {
    if (!arn.starts_with("arn:") || !arn.contains(":iam::"))
        return invalid_parameter("The principalArn parameter format is not valid");
    if (arn.contains(":role/aws-service-role/"))
        return invalid_parameter(
            "The caller is not allowed to modify access entries with a principalArn value of a "
            "Service Linked Role");
    if (!arn.ends_with(":root") && entity_of_arn(world, arn) == nullptr)
        return invalid_parameter("The specified principalArn is invalid: invalid principal.");
    return {};
}

Result<void> check_new(const Call& call, std::string_view type) {
    if (std::ranges::find(types, type) == types.end())
        return invalid_parameter(fmt::format("The type {} is not valid.", type));
    TRY_VOID(check_principal(call.world, text_of(call.input, "principalArn")));
    for (const auto& group : texts_of(call.input, "kubernetesGroups"))
        if (group.starts_with("system:"))
            return invalid_parameter(
                fmt::format("The kubernetes group name {} is invalid, it cannot start with "
                            "system:",
                            group));
    return {};
}

Result<json::object> create_access_entry(const Call& call) {
    TRY_VOID(check_mode(*TRY(find_active_cluster(call))));
    auto type = text_of(call.input, "type");
    if (type.empty())
        type = "STANDARD";
    TRY_VOID(check_new(call, type));
    const auto cluster = text_of(call.input, "clusterName");
    const auto principal = text_of(call.input, "principalArn");
    const auto key = entry_key(call.scope(), cluster, principal);
    if (call.world.store().find(key) != nullptr)
        return eks_in_use(
            "The specified access entry resource is already in use on this "
            "cluster.");
    auto entry = entry_document(call.world, call.scope(), cluster, principal, type);
    copy_members(call.input, entry, {"tags", "username"});
    if (type == "STANDARD")
        copy_members(call.input, entry, {"kubernetesGroups"});
    call.world.store().put(key, entry);
    return json::object{{"accessEntry", std::move(entry)}};
}

Result<json::object> describe_access_entry(const Call& call) {
    return json::object{{"accessEntry", *call.world.store().find(TRY(find_entry(call)))}};
}

Result<json::object> delete_access_entry(const Call& call) {
    call.world.store().erase(TRY(find_entry(call)));
    return json::object{};
}

Result<json::object> update_access_entry(const Call& call) {
    const auto key = TRY(find_entry(call));
    const auto now = timestamp(call.world);
    call.world.store().update(key, [&](json::object& entry) {
        copy_members(call.input, entry, {"kubernetesGroups", "username"});
        entry["modifiedAt"] = now;
    });
    return json::object{{"accessEntry", *call.world.store().find(key)}};
}

bool has_policy(const json::object& entry, std::string_view policy) {
    return policy.empty() ||
           find_where(list_of(entry, "_policies"), "policyArn", policy) != nullptr;
}

Result<json::object> list_access_entries(const Call& call) {
    TRY_VOID(check_mode(*TRY(find_cluster(call))));
    const auto cluster = text_of(call.input, "clusterName");
    json::array principals;
    for (auto& name : children_of(call.world, call.scope(), kind::access_entry, cluster)) {
        const auto* entry = call.world.store().find(
            entry_key(call.scope(), cluster, std::string(name.get_string())));
        if (has_policy(*entry, text_of(call.input, "associatedPolicyArn")))
            principals.push_back(std::move(name));
    }
    return eks_page(call, "accessEntries", std::move(principals));
}

constexpr std::array<std::string_view, 9> policies{
    "AmazonEKSAdminPolicy",  "AmazonEKSAdminViewPolicy",    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSEditPolicy",   "AmazonEKSViewPolicy",         "AmazonEKSAutoNodePolicy",
    "AmazonEKSHybridPolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSNetworkingPolicy"};

std::string policy_arn(const World& world, std::string_view region, std::string_view name) {
    return fmt::format("arn:{}:eks::aws:cluster-access-policy/{}", partition_of(world, region),
                       name);
}

Result<json::object> list_access_policies(const Call& call) {
    json::array rows;
    for (const auto name : policies)
        rows.push_back(json::object{{"name", name},
                                    {"arn", policy_arn(call.world, call.caller.region, name)}});
    return eks_page(call, "accessPolicies", std::move(rows));
}

/// Machines' entries have what nodes need and take no policies.
Result<void> check_takes_policies(const json::object& entry) {
    const auto type = text_of(entry, "type");
    if (type != "STANDARD")
        return invalid_request(fmt::format(
            "Access policies cannot be associated with access entries of type {}.", type));
    return {};
}

Result<void> check_scope(const json::object& scope) {
    const auto type = text_of(scope, "type");
    const bool has_namespaces = !list_of(scope, "namespaces").empty();
    if (type != "cluster" && type != "namespace")
        return invalid_parameter(fmt::format("The access scope type {} is not valid.", type));
    if (type == "namespace" && !has_namespaces)
        return invalid_parameter("The access scope namespace must have namespaces.");
    if (type == "cluster" && has_namespaces)
        return invalid_parameter("The access scope cluster cannot have namespaces.");
    return {};
}

Result<void> check_policy(const Call& call) {
    const auto asked = text_of(call.input, "policyArn");
    const bool known = std::ranges::any_of(policies, [&](std::string_view name) {
        return policy_arn(call.world, call.caller.region, name) == asked;
    });
    if (!known)
        return invalid_parameter(fmt::format("The policyArn {} is not valid.", asked));
    return check_scope(object_of(call.input, "accessScope"));
}

Result<json::object> associate_access_policy(const Call& call) {
    const auto key = TRY(find_entry(call));
    TRY_VOID(check_takes_policies(*call.world.store().find(key)));
    TRY_VOID(check_policy(call));
    const auto policy = text_of(call.input, "policyArn");
    auto access = object_of(call.input, "accessScope");
    list_in(access, "namespaces");
    json::object association{{"policyArn", policy},
                             {"accessScope", std::move(access)},
                             {"associatedAt", timestamp(call.world)},
                             {"modifiedAt", timestamp(call.world)}};
    call.world.store().update(key, [&](json::object& entry) {
        auto& associations = list_in(entry, "_policies");
        erase_where(associations, "policyArn", policy);
        associations.push_back(association);
    });
    return json::object{{"clusterName", text_of(call.input, "clusterName")},
                        {"principalArn", text_of(call.input, "principalArn")},
                        {"associatedAccessPolicy", std::move(association)}};
}

Result<json::object> disassociate_access_policy(const Call& call) {
    const auto key = TRY(find_entry(call));
    const auto policy = text_of(call.input, "policyArn");
    if (!has_policy(*call.world.store().find(key), policy))
        return eks_not_found("The specified policyArn is not associated with the access entry.");
    call.world.store().update(key, [&](json::object& entry) {
        erase_where(list_in(entry, "_policies"), "policyArn", policy);
    });
    return json::object{};
}

Result<json::object> list_associated_access_policies(const Call& call) {
    const auto key = TRY(find_entry(call));
    auto output = TRY(eks_page(call, "associatedAccessPolicies",
                               list_of(*call.world.store().find(key), "_policies")));
    output["clusterName"] = text_of(call.input, "clusterName");
    output["principalArn"] = text_of(call.input, "principalArn");
    return output;
}

constexpr std::array operations{
    OperationRow{"CreateAccessEntry", eks<create_access_entry>},
    OperationRow{"DescribeAccessEntry", eks<describe_access_entry>},
    OperationRow{"DeleteAccessEntry", eks<delete_access_entry>},
    OperationRow{"UpdateAccessEntry", eks<update_access_entry>},
    OperationRow{"ListAccessEntries", eks<list_access_entries>},
    OperationRow{"ListAccessPolicies", eks<list_access_policies>},
    OperationRow{"AssociateAccessPolicy", eks<associate_access_policy>},
    OperationRow{"DisassociateAccessPolicy", eks<disassociate_access_policy>},
    OperationRow{"ListAssociatedAccessPolicies", eks<list_associated_access_policies>},
};

}  // namespace

void admit_creator(const Call& call, const std::string& cluster) {
    const auto principal = role_behind(call.world, call.caller);
    auto entry = entry_document(call.world, call.scope(), cluster, principal, "STANDARD");
    entry["_policies"] = json::array{json::object{
        {"policyArn", policy_arn(call.world, call.caller.region, "AmazonEKSClusterAdminPolicy")},
        {"accessScope", json::object{{"type", "cluster"}, {"namespaces", json::array()}}},
        {"associatedAt", timestamp(call.world)},
        {"modifiedAt", timestamp(call.world)}}};
    call.world.store().put(entry_key(call.scope(), cluster, principal), std::move(entry));
}

void admit_node_role(World& world, const Scope& scope, const std::string& cluster,
                     std::string_view role_arn) {
    const auto key = entry_key(scope, cluster, role_arn);
    if (world.store().find(key) == nullptr)
        world.store().put(key, entry_document(world, scope, cluster, role_arn, "EC2_LINUX"));
}

std::span<const OperationRow> access_entry_operations() {
    return operations;
}

}  // namespace inland::emulator
