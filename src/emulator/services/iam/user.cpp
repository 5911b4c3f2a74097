// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/access_key.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/permissions_boundary.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/iam/policy_holder.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;

RecordKey user_key(const Call& call) {
    return global_key(call, kind::user, named_user(call));
}

Result<const json::object*> find_user(const Call& call) {
    return find_global(call, kind::user, "user", named_user(call));
}

std::unexpected<Error> already_exists(const std::string& name) {
    return refuse("EntityAlreadyExists", fmt::format("User with name {} already exists.", name),
                  conflict);
}

json::object new_user(const Call& call, const std::string& name, const std::string& path) {
    json::object user{{"Path", path},
                      {"UserName", name},
                      {"UserId", unique_id("AIDA")},
                      {"Arn", iam_arn(call.world, call.caller.account, "user", path, name)},
                      {"CreateDate", timestamp(call.world)},
                      {"_attached", json::array()},
                      {"_inline", json::object()},
                      {"_groups", json::array()}};
    merge_tags(list_in(user, "Tags"), list_of(call.input, "Tags"));
    return user;
}

Result<json::object> create_user(const Call& call) {
    const auto name = text_of(call.input, "UserName");
    TRY_VOID(check_name("userName", name));
    const auto path = TRY(path_of(call));
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "InvalidInput"));
    const auto boundary = text_of(call.input, "PermissionsBoundary");
    if (!boundary.empty())
        TRY_VOID(check_policy_exists(call, boundary));
    if (call.world.store().find(user_key(call)) != nullptr)
        return already_exists(name);
    auto user = new_user(call, name, path);
    if (!boundary.empty()) {
        user["PermissionsBoundary"] = boundary_document(boundary);
        count_boundary(call, boundary, 1);
    }
    call.world.store().put(user_key(call), user);
    return json::object{{"User", std::move(user)}};
}

/// The root user answers for itself, as with AWS.
Result<json::object> get_user(const Call& call) {
    const bool is_root =
        !has(call.input, "UserName") && call.caller.principal_arn.ends_with(":root");
    if (is_root)
        return json::object{{"User", json::object{{"UserId", call.caller.account},
                                                  {"Arn", call.caller.principal_arn},
                                                  {"Path", "/"},
                                                  {"UserName", "root"},
                                                  {"CreateDate", timestamp(call.world)}}}};
    return json::object{{"User", *TRY(find_user(call))}};
}

Result<json::object> delete_user(const Call& call) {
    const auto* user = TRY(find_user(call));
    TRY_VOID(check_no_policies(*user));
    if (!list_of(*user, "_groups").empty())
        return delete_conflict("remove users from group");
    if (!access_keys_of(call, named_user(call)).empty())
        return delete_conflict("delete access keys");
    if (const auto boundary = boundary_of(*user); !boundary.empty())
        count_boundary(call, boundary, -1);
    call.world.store().erase(user_key(call));
    return json::object{};
}

Result<json::object> list_users(const Call& call) {
    json::array rows;
    for (const auto& [name, user] : call.world.store().list(call.global_scope(), kind::user)) {
        if (!text_of(*user, "Path").starts_with(text_of(call.input, "PathPrefix")))
            continue;
        auto row = *user;
        row.erase("Tags");
        row.erase("PermissionsBoundary");
        rows.push_back(std::move(row));
    }
    return iam_page(call, "Users", std::move(rows));
}

/// The keys of a user that gets another name stay its keys.
void rename_keys(const Call& call, const std::string& from, const std::string& to) {
    for (const auto& key : access_keys_of(call, from))
        call.world.store().update(
            global_key(call, kind::access_key, text_of(key.as_object(), "AccessKeyId")),
            [&](json::object& document) { document["UserName"] = to; });
}

Result<json::object> update_user(const Call& call) {
    auto user = *TRY(find_user(call));
    const auto before = named_user(call);
    const auto asked = text_of(call.input, "NewUserName");
    const auto& name = asked.empty() ? before : asked;
    TRY_VOID(check_name("newUserName", name));
    if (name != before && call.world.store().find(global_key(call, kind::user, name)) != nullptr)
        return already_exists(name);
    const auto path =
        has(call.input, "NewPath") ? text_of(call.input, "NewPath") : text_of(user, "Path");
    user["Path"] = path;
    user["UserName"] = name;
    user["Arn"] = iam_arn(call.world, call.caller.account, "user", path, name);
    rename_keys(call, before, name);
    call.world.store().erase(user_key(call));
    call.world.store().put(global_key(call, kind::user, name), std::move(user));
    return json::object{};
}

Result<json::object> tag_user(const Call& call) {
    (void)TRY(find_user(call));
    return tag_record(call, user_key(call));
}

Result<json::object> untag_user(const Call& call) {
    (void)TRY(find_user(call));
    return untag_record(call, user_key(call));
}

Result<json::object> list_user_tags(const Call& call) {
    return iam_page(call, "Tags", list_of(*TRY(find_user(call)), "Tags"));
}

constexpr std::array operations{
    OperationRow{"CreateUser", create_user}, OperationRow{"GetUser", get_user},
    OperationRow{"DeleteUser", delete_user}, OperationRow{"ListUsers", list_users},
    OperationRow{"UpdateUser", update_user}, OperationRow{"TagUser", tag_user},
    OperationRow{"UntagUser", untag_user},   OperationRow{"ListUserTags", list_user_tags},
};

}  // namespace

std::span<const OperationRow> user_operations() {
    return operations;
}

}  // namespace inland::emulator
