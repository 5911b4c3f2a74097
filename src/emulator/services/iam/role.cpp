// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/role.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr std::int64_t default_session = 3600;

RecordKey role_key(const Call& call) {
    return global_key(call, kind::role, text_of(call.input, "RoleName"));
}

Result<const json::object*> find_role(const Call& call) {
    return find_global(call, kind::role, "role", text_of(call.input, "RoleName"));
}

Result<void> check_trust(const std::string& policy) {
    TRY_VOID(check_policy_document(policy));
    const auto parsed = parse_json(policy);
    const auto* statement = parsed->get_object().if_contains("Statement");
    const auto names_principal = [](const json::value& row) {
        return row.is_object() && row.get_object().contains("Principal");
    };
    const bool sound = statement->is_array()
                           ? std::ranges::all_of(statement->get_array(), names_principal)
                           : names_principal(*statement);
    if (!sound)
        return refuse("MalformedPolicyDocument", "Missing required field Principal");
    return {};
}

Result<json::object> create_role(const Call& call) {
    const auto name = text_of(call.input, "RoleName");
    TRY_VOID(check_name("roleName", name));
    const auto path = TRY(path_of(call));
    const auto trust = text_of(call.input, "AssumeRolePolicyDocument");
    TRY_VOID(check_trust(trust));
    if (find_role(call))
        return refuse("EntityAlreadyExists", fmt::format("Role with name {} already exists.", name),
                      conflict);
    json::object role{
        {"Path", path},
        {"RoleName", name},
        {"RoleId", unique_id("AROA")},
        {"Arn", iam_arn(call.world, call.caller.account, "role", path, name)},
        {"CreateDate", timestamp(call.world)},
        {"AssumeRolePolicyDocument", encoded(trust)},
        {"MaxSessionDuration", number_of(call.input, "MaxSessionDuration", default_session)},
        {"RoleLastUsed", json::object()},
        {"_trust_policy", trust},
        {"_attached", json::array()},
        {"_inline", json::object()}};
    copy_members(call.input, role, {"Description"});
    if (has(call.input, "PermissionsBoundary"))
        role["PermissionsBoundary"] =
            json::object{{"PermissionsBoundaryType", "Policy"},
                         {"PermissionsBoundaryArn", text_of(call.input, "PermissionsBoundary")}};
    merge_tags(list_in(role, "Tags"), list_of(call.input, "Tags"));
    json::object output{{"Role", role}};
    call.world.store().put(role_key(call), std::move(role));
    return output;
}

Result<json::object> get_role(const Call& call) {
    return json::object{{"Role", *TRY(find_role(call))}};
}

bool in_profile(const Call& call, std::string_view role) {
    const auto profiles = call.world.store().list(call.global_scope(), kind::instance_profile);
    return std::ranges::any_of(profiles, [&](const auto& profile) {
        return contains(list_of(*profile.second, "_roles"), role);
    });
}

std::unexpected<Error> delete_conflict(std::string_view what) {
    return refuse("DeleteConflict", fmt::format("Cannot delete entity, must {} first.", what),
                  conflict);
}

Result<json::object> delete_role(const Call& call) {
    const auto* role = TRY(find_role(call));
    if (!list_of(*role, "_attached").empty())
        return delete_conflict("detach all policies");
    if (!object_of(*role, "_inline").empty())
        return delete_conflict("delete policies");
    if (in_profile(call, text_of(call.input, "RoleName")))
        return delete_conflict("remove roles from instance profile");
    call.world.store().erase(role_key(call));
    return json::object{};
}

/// Lists show neither tags nor boundaries.
Result<json::object> list_roles(const Call& call) {
    const auto prefix = text_of(call.input, "PathPrefix");
    json::array rows;
    for (const auto& [name, role] : call.world.store().list(call.global_scope(), kind::role)) {
        if (!text_of(*role, "Path").starts_with(prefix))
            continue;
        auto row = *role;
        row.erase("Tags");
        row.erase("RoleLastUsed");
        rows.push_back(std::move(row));
    }
    return iam_page(call, "Roles", std::move(rows));
}

Result<json::object> update_role(const Call& call) {
    (void)TRY(find_role(call));
    call.world.store().update(role_key(call), [&](json::object& role) {
        copy_members(call.input, role, {"Description", "MaxSessionDuration"});
    });
    return json::object{};
}

Result<json::object> update_role_description(const Call& call) {
    (void)TRY(update_role(call));
    return get_role(call);
}

Result<json::object> update_assume_role_policy(const Call& call) {
    (void)TRY(find_role(call));
    const auto trust = text_of(call.input, "PolicyDocument");
    TRY_VOID(check_trust(trust));
    call.world.store().update(role_key(call), [&](json::object& role) {
        role["AssumeRolePolicyDocument"] = encoded(trust);
        role["_trust_policy"] = trust;
    });
    return json::object{};
}

Result<json::object> tag_role(const Call& call) {
    (void)TRY(find_role(call));
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "InvalidInput"));
    call.world.store().update(role_key(call), [&](json::object& role) {
        merge_tags(list_in(role, "Tags"), list_of(call.input, "Tags"));
    });
    return json::object{};
}

Result<json::object> untag_role(const Call& call) {
    (void)TRY(find_role(call));
    call.world.store().update(role_key(call), [&](json::object& role) {
        remove_tags(list_in(role, "Tags"), texts_of(call.input, "TagKeys"));
    });
    return json::object{};
}

Result<json::object> list_role_tags(const Call& call) {
    return iam_page(call, "Tags", list_of(*TRY(find_role(call)), "Tags"));
}

constexpr std::array operations{
    OperationRow{"CreateRole", create_role},
    OperationRow{"GetRole", get_role},
    OperationRow{"DeleteRole", delete_role},
    OperationRow{"ListRoles", list_roles},
    OperationRow{"UpdateRole", update_role},
    OperationRow{"UpdateRoleDescription", update_role_description},
    OperationRow{"UpdateAssumeRolePolicy", update_assume_role_policy},
    OperationRow{"TagRole", tag_role},
    OperationRow{"UntagRole", untag_role},
    OperationRow{"ListRoleTags", list_role_tags},
};

bool names(const json::value* value, std::string_view text) {
    if (value == nullptr)
        return false;
    if (value->is_string())
        return value->get_string() == text;
    return value->is_array() && contains(value->get_array(), text);
}

bool allows_service(const json::value& value, std::string_view service) {
    if (!value.is_object())
        return false;
    const auto& statement = value.get_object();
    const auto& principal = object_of(statement, "Principal");
    const auto* action = statement.if_contains("Action");
    return text_of(statement, "Effect") == "Allow" &&
           names(principal.if_contains("Service"), service) &&
           (names(action, "sts:AssumeRole") || names(action, "sts:*") || names(action, "*"));
}

}  // namespace

const json::object* role_of_arn(const World& world, const Scope& scope, std::string_view role_arn) {
    const auto* role = world.store().find(
        {{scope.account, ""}, std::string(kind::role), std::string(last_segment(role_arn))});
    return role != nullptr && text_of(*role, "Arn") == role_arn ? role : nullptr;
}

bool trusts_service(const json::object& role, std::string_view service) {
    const auto policy = parse_json(text_of(role, "_trust_policy"));
    if (!policy || !policy->is_object())
        return false;
    const auto* statement = policy->get_object().if_contains("Statement");
    if (statement == nullptr)
        return false;
    if (!statement->is_array())
        return allows_service(*statement, service);
    return std::ranges::any_of(statement->get_array(), [&](const json::value& row) {
        return allows_service(row, service);
    });
}

std::span<const OperationRow> role_operations() {
    return operations;
}

}  // namespace inland::emulator
