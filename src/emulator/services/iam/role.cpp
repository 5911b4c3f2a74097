// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/role.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/entity.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/permissions_boundary.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/sts/trust.h"
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
    constexpr std::size_t longest = 2048;
    TRY_VOID(check_policy_document(policy, prove::PolicyKind::Trust));
    if (policy.size() > longest)
        return refuse("LimitExceeded",
                      fmt::format("Cannot exceed quota for ACLSizePerRole: {}", longest), conflict);
    return {};
}

Result<std::int64_t> session_limit(const Call& call) {
    constexpr std::int64_t longest = 43200;
    const auto seconds = number_of(call.input, "MaxSessionDuration", default_session);
    if (seconds < default_session || seconds > longest)
        return refuse("ValidationError",
                      fmt::format("1 validation error detected: Value '{}' at "
                                  "'maxSessionDuration' failed to satisfy constraint: Member must "
                                  "have value {} than or equal to {}",
                                  seconds, seconds > longest ? "less" : "greater",
                                  seconds > longest ? longest : default_session));
    return seconds;
}

/// AWS's own services change their service-linked roles.
Result<void> check_changeable(const json::object& role) {
    if (!text_of(role, "Path").starts_with("/aws-service-role/"))
        return {};
    return refuse("UnmodifiableEntity",
                  fmt::format("Cannot perform the operation on the protected role '{}' - this role "
                              "is only modifiable by AWS",
                              text_of(role, "RoleName")));
}

Result<json::object> create_role(const Call& call) {
    const auto name = text_of(call.input, "RoleName");
    TRY_VOID(check_name("roleName", name));
    const auto path = TRY(path_of(call));
    const auto trust = text_of(call.input, "AssumeRolePolicyDocument");
    TRY_VOID(check_trust(trust));
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "InvalidInput"));
    const auto limit = TRY(session_limit(call));
    const auto boundary = text_of(call.input, "PermissionsBoundary");
    if (!boundary.empty())
        TRY_VOID(check_policy_exists(call, boundary));
    if (find_role(call))
        return refuse("EntityAlreadyExists", fmt::format("Role with name {} already exists.", name),
                      conflict);
    json::object role{{"Path", path},
                      {"RoleName", name},
                      {"RoleId", unique_id("AROA")},
                      {"Arn", iam_arn(call.world, call.caller.account, "role", path, name)},
                      {"CreateDate", timestamp(call.world)},
                      {"AssumeRolePolicyDocument", encoded(trust)},
                      {"MaxSessionDuration", limit},
                      {"RoleLastUsed", json::object()},
                      {"_trust_policy", trust},
                      {"_attached", json::array()},
                      {"_inline", json::object()}};
    copy_members(call.input, role, {"Description"});
    if (!boundary.empty()) {
        role["PermissionsBoundary"] = boundary_document(boundary);
        count_boundary(call, boundary, 1);
    }
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

Result<json::object> delete_role(const Call& call) {
    const auto* role = TRY(find_role(call));
    TRY_VOID(check_changeable(*role));
    TRY_VOID(check_no_policies(*role));
    if (in_profile(call, text_of(call.input, "RoleName")))
        return delete_conflict("remove roles from instance profile");
    if (const auto boundary = boundary_of(*role); !boundary.empty())
        count_boundary(call, boundary, -1);
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
        row.erase("PermissionsBoundary");
        row.erase("RoleLastUsed");
        rows.push_back(std::move(row));
    }
    return iam_page(call, "Roles", std::move(rows));
}

Result<json::object> update_role(const Call& call) {
    TRY_VOID(check_changeable(*TRY(find_role(call))));
    (void)TRY(session_limit(call));
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
    TRY_VOID(check_changeable(*TRY(find_role(call))));
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
    return tag_record(call, role_key(call));
}

Result<json::object> untag_role(const Call& call) {
    (void)TRY(find_role(call));
    return untag_record(call, role_key(call));
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

}  // namespace

const json::object* role_of_arn(const World& world, const Scope& scope, std::string_view role_arn) {
    const auto* role = world.store().find(
        {{scope.account, ""}, std::string(kind::role), std::string(last_segment(role_arn))});
    return role != nullptr && text_of(*role, "Arn") == role_arn ? role : nullptr;
}

const json::object* role_anywhere(const World& world, std::string_view role_arn) {
    return role_arn.contains(":role/") ? entity_of_arn(world, role_arn) : nullptr;
}

bool trusts_service(const json::object& role, std::string_view service) {
    return lets_service(role, service, "sts:AssumeRole");
}

std::span<const OperationRow> role_operations() {
    return operations;
}

}  // namespace inland::emulator
