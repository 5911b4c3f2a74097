// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "topology/late_provider.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using topology::Role;

json::object with_name(const std::string& role, json::object more = {}) {
    more["RoleName"] = role;
    return more;
}

/// A role of that name may be somebody else's; ours carries our tag.
Result<std::string> adopt(Context& context, const Role& desired, Error taken) {
    const auto name = desired.role_name.value();
    const auto answer = TRY(context.read("iam", "GetRole", with_name(name)));
    for (const auto& tag : find_array(answer, "Role.Tags")) {
        if (string_or_empty(tag, "Key") == topology::cluster_tag &&
            string_or_empty(tag, "Value") == context.run().cluster)
            return name;
    }
    return std::unexpected(std::move(taken).with_context("not one of this cluster's roles"));
}

/// With the names that are known once the identity provider is made.
Result<std::string> trust_of(const Context& context, const Role& desired) {
    auto text = topology::with_providers(
        desired.assume_role_policy.value(),
        [&](const std::string& key) -> std::optional<std::string> {
            auto arn = context.id_of(topology::OpenIdConnectProvider::type, key);
            return arn.starts_with("arn:") ? std::optional(std::move(arn)) : std::nullopt;
        });
    if (!topology::late_providers(text).empty())
        return failure(ErrorKind::Internal, "the identity provider of its trust policy is unknown");
    return text;
}

Result<std::string> create(Context& context, const Role& desired) {
    auto made =
        drivers::change(context, "iam", "CreateRole",
                        with_name(desired.role_name.value(),
                                  {{"Path", desired.path.value()},
                                   {"AssumeRolePolicyDocument", TRY(trust_of(context, desired))},
                                   {"Description", desired.why.substr(0, desired.why.find(';'))},
                                   {"Tags", Context::tag_list(desired.tags)}}));
    if (!made && made.error().kind == ErrorKind::AlreadyExists)
        return adopt(context, desired, std::move(made).error());
    TRY(std::move(made));
    return desired.role_name.value();
}

Result<std::vector<std::string>> attached_policies(Context& context, const std::string& role) {
    const auto answer = TRY(context.read_all("iam", "ListAttachedRolePolicies", with_name(role)));
    std::vector<std::string> arns;
    for (const auto& policy : find_array(answer, "AttachedPolicies"))
        arns.push_back(string_or_empty(policy, "PolicyArn"));
    std::ranges::sort(arns);
    return arns;
}

Result<std::vector<std::string>> inline_names(Context& context, const std::string& role) {
    const auto answer = TRY(context.read_all("iam", "ListRolePolicies", with_name(role)));
    std::vector<std::string> names;
    for (const auto& name : find_array(answer, "PolicyNames"))
        names.emplace_back(name.as_string());
    return names;
}

Result<void> set_managed(Context& context, const std::string& role, const Role& desired) {
    if (!desired.managed_policies.is_known())
        return {};
    const auto there = TRY(attached_policies(context, role));
    for (const auto& arn : drivers::without(desired.managed_policies.value(), there)) {
        TRY(drivers::change(context, "iam", "AttachRolePolicy",
                            with_name(role, {{"PolicyArn", arn}})));
    }
    for (const auto& arn : drivers::without(there, desired.managed_policies.value()))
        TRY_VOID(drivers::remove(context, "iam", "DetachRolePolicy",
                                 with_name(role, {{"PolicyArn", arn}})));
    return {};
}

Result<void> set_inline(Context& context, const std::string& role, const Role& desired) {
    if (!desired.inline_policies.is_known())
        return {};
    for (const auto& [name, document] : desired.inline_policies.value()) {
        TRY(drivers::change(context, "iam", "PutRolePolicy",
                            with_name(role, {{"PolicyName", name}, {"PolicyDocument", document}})));
    }
    for (const auto& name : TRY(inline_names(context, role))) {
        if (!desired.inline_policies.value().contains(name))
            TRY_VOID(drivers::remove(context, "iam", "DeleteRolePolicy",
                                     with_name(role, {{"PolicyName", name}})));
    }
    return {};
}

Result<void> set_trust_and_tags(Context& context, const Role& desired, const Role& observed) {
    const auto trust = TRY(trust_of(context, desired));
    if (!observed.assume_role_policy.is_known() ||
        !same_value(trust, observed.assume_role_policy.value())) {
        TRY(drivers::change(context, "iam", "UpdateAssumeRolePolicy",
                            with_name(observed.id, {{"PolicyDocument", trust}})));
    }
    if (!tag_changes(desired.tags, observed.tags).empty()) {
        TRY(drivers::change(context, "iam", "TagRole",
                            with_name(observed.id, {{"Tags", Context::tag_list(desired.tags)}})));
    }
    return {};
}

Result<void> attach(Context& context, const Role& desired, const Role* observed) {
    const auto role = context.id_of(Role::type, desired.key);
    TRY_VOID(set_managed(context, role, desired));
    TRY_VOID(set_inline(context, role, desired));
    return observed == nullptr ? Result<void>{} : set_trust_and_tags(context, desired, *observed);
}

/// EKS takes its instance profile away with the node group; a failed one may leave it.
Result<void> leave_profiles(Context& context, const std::string& role) {
    const auto answer =
        TRY(context.read_all("iam", "ListInstanceProfilesForRole", with_name(role)));
    for (const auto& profile : find_array(answer, "InstanceProfiles")) {
        TRY_VOID(drivers::remove(
            context, "iam", "RemoveRoleFromInstanceProfile",
            with_name(role,
                      {{"InstanceProfileName", string_or_empty(profile, "InstanceProfileName")}})));
    }
    return {};
}

/// IAM deletes only roles that nothing hangs on.
Result<void> strip(Context& context, const std::string& role) {
    for (const auto& arn : TRY(attached_policies(context, role)))
        TRY_VOID(drivers::remove(context, "iam", "DetachRolePolicy",
                                 with_name(role, {{"PolicyArn", arn}})));
    for (const auto& name : TRY(inline_names(context, role)))
        TRY_VOID(drivers::remove(context, "iam", "DeleteRolePolicy",
                                 with_name(role, {{"PolicyName", name}})));
    return leave_profiles(context, role);
}

Result<void> remove(Context& context, const Role& observed) {
    auto stripped = strip(context, observed.id);
    if (!stripped && drivers::is_gone(stripped.error()))
        return {};
    TRY_VOID(std::move(stripped));
    return drivers::remove(context, "iam", "DeleteRole", with_name(observed.id));
}

}  // namespace

template <>
const Operations<Role>& operations() {
    static constexpr Operations<Role> row = {
        .create = create, .attach = attach, .remove = remove, .create_duration = "iam.CreateRole"};
    return row;
}

}  // namespace inland::deploy
