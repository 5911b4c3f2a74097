// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

namespace inland::emulator {

namespace {

/// One kind of entities that policies are attached to, and how the answer calls them.
struct EntityRow {
    std::string_view kind, filter, list, name, id;
};

constexpr std::array entities{
    EntityRow{kind::group, "Group", "PolicyGroups", "GroupName", "GroupId"},
    EntityRow{kind::user, "User", "PolicyUsers", "UserName", "UserId"},
    EntityRow{kind::role, "Role", "PolicyRoles", "RoleName", "RoleId"},
};

bool uses(const json::object& entity, std::string_view policy, std::string_view usage) {
    const bool permits = find_where(list_of(entity, "_attached"), "PolicyArn", policy) != nullptr;
    const bool bounds =
        text_of(object_of(entity, "PermissionsBoundary"), "PermissionsBoundaryArn") == policy;
    return (permits && usage != "PermissionsBoundary") || (bounds && usage != "PermissionsPolicy");
}

json::array users_of(const Call& call, const EntityRow& row) {
    json::array rows;
    for (const auto& [name, entity] : call.world.store().list(call.global_scope(), row.kind)) {
        if (!uses(*entity, text_of(call.input, "PolicyArn"),
                  text_of(call.input, "PolicyUsageFilter")) ||
            !text_of(*entity, "Path").starts_with(text_of(call.input, "PathPrefix")))
            continue;
        json::object shown;
        copy_members(*entity, shown, {row.name, row.id});
        rows.push_back(std::move(shown));
    }
    return rows;
}

Result<json::object> list_entities_for_policy(const Call& call) {
    (void)TRY(find_policy(call));
    const auto filter = text_of(call.input, "EntityFilter");
    json::object output{{"IsTruncated", false}};
    for (const auto& row : entities)
        output[row.list] =
            filter.empty() || filter == row.filter ? users_of(call, row) : json::array();
    return output;
}

constexpr std::array operations{OperationRow{"ListEntitiesForPolicy", list_entities_for_policy}};

}  // namespace

std::span<const OperationRow> policy_entities_operations() {
    return operations;
}

}  // namespace inland::emulator
