// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::size_t most_attached = 10;
constexpr int conflict = 409;
constexpr int not_found = 404;

RecordKey role_key(const Call& call) {
    return global_key(call, kind::role, text_of(call.input, "RoleName"));
}

Result<const json::object*> find_role(const Call& call) {
    return find_global(call, kind::role, "role", text_of(call.input, "RoleName"));
}

Result<json::object> attach_role_policy(const Call& call) {
    const auto* role = TRY(find_role(call));
    const auto policy = text_of(call.input, "PolicyArn");
    TRY_VOID(check_policy_exists(call, policy));
    if (find_where(list_of(*role, "_attached"), "PolicyArn", policy) != nullptr)
        return json::object{};
    if (list_of(*role, "_attached").size() >= most_attached)
        return refuse("LimitExceeded",
                      fmt::format("Cannot exceed quota for PoliciesPerRole: {}", most_attached),
                      conflict);
    call.world.store().update(role_key(call), [&](json::object& document) {
        list_in(document, "_attached")
            .push_back(json::object{{"PolicyName", last_segment(policy)}, {"PolicyArn", policy}});
    });
    count_attachment(call, policy, 1);
    return json::object{};
}

Result<json::object> detach_role_policy(const Call& call) {
    const auto* role = TRY(find_role(call));
    const auto policy = text_of(call.input, "PolicyArn");
    if (find_where(list_of(*role, "_attached"), "PolicyArn", policy) == nullptr)
        return refuse("NoSuchEntity", fmt::format("Policy {} was not found.", policy), not_found);
    call.world.store().update(role_key(call), [&](json::object& document) {
        erase_where(list_in(document, "_attached"), "PolicyArn", policy);
    });
    count_attachment(call, policy, -1);
    return json::object{};
}

Result<json::object> list_attached_role_policies(const Call& call) {
    return iam_page(call, "AttachedPolicies", list_of(*TRY(find_role(call)), "_attached"));
}

Result<json::object> put_role_policy(const Call& call) {
    (void)TRY(find_role(call));
    const auto name = text_of(call.input, "PolicyName");
    TRY_VOID(check_name("policyName", name, 128));
    const auto document = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_policy_document(document));
    call.world.store().update(
        role_key(call), [&](json::object& role) { object_in(role, "_inline")[name] = document; });
    return json::object{};
}

std::unexpected<Error> no_inline(const std::string& name) {
    return refuse("NoSuchEntity",
                  fmt::format("The role policy with name {} cannot be found.", name), not_found);
}

Result<json::object> get_role_policy(const Call& call) {
    const auto* role = TRY(find_role(call));
    const auto name = text_of(call.input, "PolicyName");
    if (!has(object_of(*role, "_inline"), name))
        return no_inline(name);
    return json::object{{"RoleName", text_of(call.input, "RoleName")},
                        {"PolicyName", name},
                        {"PolicyDocument", encoded(text_of(object_of(*role, "_inline"), name))}};
}

Result<json::object> delete_role_policy(const Call& call) {
    const auto* role = TRY(find_role(call));
    const auto name = text_of(call.input, "PolicyName");
    if (!has(object_of(*role, "_inline"), name))
        return no_inline(name);
    call.world.store().update(role_key(call), [&](json::object& document) {
        object_in(document, "_inline").erase(name);
    });
    return json::object{};
}

Result<json::object> list_role_policies(const Call& call) {
    const auto* role = TRY(find_role(call));
    json::array names;
    for (const auto& [name, document] : object_of(*role, "_inline"))
        names.emplace_back(name);
    return iam_page(call, "PolicyNames", std::move(names));
}

constexpr std::array operations{
    OperationRow{"AttachRolePolicy", attach_role_policy},
    OperationRow{"DetachRolePolicy", detach_role_policy},
    OperationRow{"ListAttachedRolePolicies", list_attached_role_policies},
    OperationRow{"PutRolePolicy", put_role_policy},
    OperationRow{"GetRolePolicy", get_role_policy},
    OperationRow{"DeleteRolePolicy", delete_role_policy},
    OperationRow{"ListRolePolicies", list_role_policies},
};

}  // namespace

std::span<const OperationRow> role_policy_operations() {
    return operations;
}

}  // namespace inland::emulator
