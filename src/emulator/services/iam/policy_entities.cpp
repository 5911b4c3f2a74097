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

/// The users of the policy, noting their row of `entities` for the page to be sorted by.
void add_users(const Call& call, const EntityRow& row, json::array& rows) {
    for (const auto& [name, entity] : call.world.store().list(call.global_scope(), row.kind)) {
        if (!uses(*entity, text_of(call.input, "PolicyArn"),
                  text_of(call.input, "PolicyUsageFilter")) ||
            !text_of(*entity, "Path").starts_with(text_of(call.input, "PathPrefix")))
            continue;
        json::object shown{{"_list", row.list}};
        copy_members(*entity, shown, {row.name, row.id});
        rows.push_back(std::move(shown));
    }
}

/// One page's users, each in the list of its kind; a copy, because the output's members move.
void sort_by_kind(json::object& output) {
    const json::array users = list_of(output, "_users");
    for (const auto& row : entities)
        output[row.list] = json::array();
    for (const auto& user : users)
        list_in(output, text_of(user.as_object(), "_list")).push_back(user);
}

Result<json::object> list_entities_for_policy(const Call& call) {
    (void)TRY(find_policy(call));
    const auto filter = text_of(call.input, "EntityFilter");
    json::array users;
    for (const auto& row : entities)
        if (filter.empty() || filter == row.filter)
            add_users(call, row, users);
    auto output = TRY(iam_page(call, "_users", std::move(users)));
    sort_by_kind(output);
    return output;
}

constexpr std::array operations{OperationRow{"ListEntitiesForPolicy", list_entities_for_policy}};

}  // namespace

std::span<const OperationRow> policy_entities_operations() {
    return operations;
}

}  // namespace inland::emulator
