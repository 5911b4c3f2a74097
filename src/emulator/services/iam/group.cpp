// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr std::size_t longest_name = 128;
constexpr std::size_t most_groups = 10;

RecordKey group_key(const Call& call) {
    return global_key(call, kind::group, text_of(call.input, "GroupName"));
}

Result<const json::object*> find_group(const Call& call) {
    return find_global(call, kind::group, "group", text_of(call.input, "GroupName"));
}

RecordKey user_key(const Call& call) {
    return global_key(call, kind::user, text_of(call.input, "UserName"));
}

Result<const json::object*> find_user(const Call& call) {
    return find_global(call, kind::user, "user", text_of(call.input, "UserName"));
}

Result<json::object> create_group(const Call& call) {
    const auto name = text_of(call.input, "GroupName");
    TRY_VOID(check_name("groupName", name, longest_name));
    const auto path = TRY(path_of(call));
    if (call.world.store().find(group_key(call)) != nullptr)
        return refuse("EntityAlreadyExists",
                      fmt::format("Group with name {} already exists.", name), conflict);
    json::object group{{"Path", path},
                       {"GroupName", name},
                       {"GroupId", unique_id("AGPA")},
                       {"Arn", iam_arn(call.world, call.caller.account, "group", path, name)},
                       {"CreateDate", timestamp(call.world)},
                       {"_attached", json::array()},
                       {"_inline", json::object()}};
    call.world.store().put(group_key(call), group);
    return json::object{{"Group", std::move(group)}};
}

json::array members_of(const Call& call) {
    json::array users;
    for (const auto& [name, user] : call.world.store().list(call.global_scope(), kind::user))
        if (contains(list_of(*user, "_groups"), text_of(call.input, "GroupName")))
            users.emplace_back(*user);
    return users;
}

Result<json::object> get_group(const Call& call) {
    const auto* group = TRY(find_group(call));
    auto output = TRY(iam_page(call, "Users", members_of(call)));
    output["Group"] = *group;
    return output;
}

Result<json::object> delete_group(const Call& call) {
    TRY_VOID(check_no_policies(*TRY(find_group(call))));
    if (!members_of(call).empty())
        return delete_conflict("remove users from group");
    call.world.store().erase(group_key(call));
    return json::object{};
}

Result<json::object> list_groups(const Call& call) {
    json::array rows;
    for (const auto& [name, group] : call.world.store().list(call.global_scope(), kind::group))
        if (text_of(*group, "Path").starts_with(text_of(call.input, "PathPrefix")))
            rows.emplace_back(*group);
    return iam_page(call, "Groups", std::move(rows));
}

Result<json::object> add_user(const Call& call) {
    const auto name = text_of(call.input, "GroupName");
    (void)TRY(find_group(call));
    const auto* user = TRY(find_user(call));
    if (contains(list_of(*user, "_groups"), name))
        return json::object{};
    if (list_of(*user, "_groups").size() >= most_groups)
        return refuse("LimitExceeded",
                      fmt::format("Cannot exceed quota for GroupsPerUser: {}", most_groups),
                      conflict);
    call.world.store().update(user_key(call), [&](json::object& document) {
        list_in(document, "_groups").emplace_back(name);
    });
    return json::object{};
}

Result<json::object> remove_user(const Call& call) {
    (void)TRY(find_group(call));
    auto groups = texts_of(*TRY(find_user(call)), "_groups");
    if (std::erase(groups, text_of(call.input, "GroupName")) == 0)
        return no_such("user", text_of(call.input, "UserName"));
    call.world.store().update(
        user_key(call), [&](json::object& document) { document["_groups"] = array_of(groups); });
    return json::object{};
}

Result<json::object> list_groups_for_user(const Call& call) {
    json::array rows;
    for (const auto& name : texts_of(*TRY(find_user(call)), "_groups"))
        if (const auto* group = call.world.store().find(global_key(call, kind::group, name)))
            rows.emplace_back(*group);
    return iam_page(call, "Groups", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateGroup", create_group},
    OperationRow{"GetGroup", get_group},
    OperationRow{"DeleteGroup", delete_group},
    OperationRow{"ListGroups", list_groups},
    OperationRow{"AddUserToGroup", add_user},
    OperationRow{"RemoveUserFromGroup", remove_user},
    OperationRow{"ListGroupsForUser", list_groups_for_user},
};

}  // namespace

std::span<const OperationRow> group_operations() {
    return operations;
}

}  // namespace inland::emulator
