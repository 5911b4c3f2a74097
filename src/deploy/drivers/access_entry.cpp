// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "deploy/drivers/eks.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using topology::AccessEntry;

Result<std::string> principal_of(Context& context, const AccessEntry& entry) {
    if (entry.principal_arn.is_known())
        return entry.principal_arn.value();
    return drivers::role_arn(context, entry.role.value());
}

json::object naming(Context& context, const AccessEntry& entry, const std::string& principal) {
    return {{"clusterName", context.id_of(entry.cluster.value())}, {"principalArn", principal}};
}

void set_user(const AccessEntry& desired, json::object& input) {
    if (desired.username.is_known())
        input["username"] = desired.username.value();
    if (desired.kubernetes_groups.is_known())
        input["kubernetesGroups"] = drivers::json_list(desired.kubernetes_groups.value());
}

drivers::EksLook look_at(json::object names) {
    return {"DescribeAccessEntry", std::move(names), "accessEntry", ""};
}

/// Whoever creates a cluster has an entry already; it becomes ours.
Result<std::string> create(Context& context, const AccessEntry& desired) {
    const auto principal = TRY(principal_of(context, desired));
    auto input = naming(context, desired, principal);
    const auto names = input;
    if (desired.entry_type.is_known())
        input["type"] = desired.entry_type.value();
    set_user(desired, input);
    input["tags"] = Context::tag_map(desired.tags);
    input["clientRequestToken"] = context.client_token(AccessEntry::type, desired.key);
    const auto made = drivers::change(context, "eks", "CreateAccessEntry", std::move(input));
    if (made)
        return principal;
    if (made.error().kind != ErrorKind::InUse)
        return std::unexpected(made.error());
    TRY_VOID(
        drivers::put_eks_tags(context, look_at(names), "accessEntryArn", desired.tags, nullptr));
    return principal;
}

Result<std::vector<std::string>> policies_of(Context& context, const json::object& names) {
    const auto answer = TRY(context.read_all("eks", "ListAssociatedAccessPolicies", names));
    std::vector<std::string> arns;
    for (const auto& policy : find_array(answer, "associatedAccessPolicies"))
        arns.push_back(string_or_empty(policy, "policyArn"));
    std::ranges::sort(arns);
    return arns;
}

Result<void> set_policies(Context& context, const json::object& names,
                          const std::vector<std::string>& desired) {
    const auto there = TRY(policies_of(context, names));
    for (const auto& arn : drivers::without(desired, there)) {
        auto input = names;
        input["policyArn"] = arn;
        input["accessScope"] = json::object{{"type", "cluster"}};
        TRY(drivers::change(context, "eks", "AssociateAccessPolicy", std::move(input)));
    }
    for (const auto& arn : drivers::without(there, desired)) {
        auto input = names;
        input["policyArn"] = arn;
        TRY_VOID(drivers::remove(context, "eks", "DisassociateAccessPolicy", std::move(input)));
    }
    return {};
}

Result<void> update_user(Context& context, const json::object& names, const AccessEntry& desired,
                         const AccessEntry& observed) {
    const auto same = (!desired.username.is_known() || desired.username == observed.username) &&
                      (!desired.kubernetes_groups.is_known() ||
                       desired.kubernetes_groups == observed.kubernetes_groups);
    if (same)
        return {};
    auto input = names;
    set_user(desired, input);
    TRY(drivers::change(context, "eks", "UpdateAccessEntry", std::move(input)));
    return {};
}

Result<void> attach(Context& context, const AccessEntry& desired, const AccessEntry* observed) {
    const auto principal = context.id_of(AccessEntry::type, desired.key);
    const auto names = naming(context, desired, principal);
    if (desired.policies.is_known())
        TRY_VOID(set_policies(context, names, desired.policies.value()));
    if (observed == nullptr)
        return {};
    TRY_VOID(update_user(context, names, desired, *observed));
    return drivers::put_eks_tags(context, look_at(names), "accessEntryArn", desired.tags, observed);
}

Result<void> remove(Context& context, const AccessEntry& observed) {
    return drivers::remove(context, "eks", "DeleteAccessEntry",
                           naming(context, observed, observed.id));
}

}  // namespace

template <>
const Operations<AccessEntry>& operations() {
    static constexpr Operations<AccessEntry> row = {.create = create,
                                                    .attach = attach,
                                                    .remove = remove,
                                                    .create_duration = "eks.CreateAccessEntry"};
    return row;
}

}  // namespace inland::deploy
