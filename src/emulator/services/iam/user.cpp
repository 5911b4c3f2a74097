// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;

/// The user that the input names; without a name, the caller.
std::string user_name(const Call& call) {
    const auto name = text_of(call.input, "UserName");
    return name.empty() ? std::string(last_segment(call.caller.principal_arn)) : name;
}

RecordKey user_key(const Call& call) {
    return global_key(call, kind::user, user_name(call));
}

Result<const json::object*> find_user(const Call& call) {
    return find_global(call, kind::user, "user", user_name(call));
}

Result<json::object> create_user(const Call& call) {
    const auto name = text_of(call.input, "UserName");
    TRY_VOID(check_name("userName", name));
    const auto path = TRY(path_of(call));
    if (call.world.store().find(user_key(call)) != nullptr)
        return refuse("EntityAlreadyExists", fmt::format("User with name {} already exists.", name),
                      conflict);
    json::object user{{"Path", path},
                      {"UserName", name},
                      {"UserId", unique_id("AIDA")},
                      {"Arn", iam_arn(call.world, call.caller.account, "user", path, name)},
                      {"CreateDate", timestamp(call.world)}};
    merge_tags(list_in(user, "Tags"), list_of(call.input, "Tags"));
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

json::array keys_of(const Call& call, const std::string& user) {
    json::array keys;
    for (const auto& [id, key] :
         records_where(call.world, call.global_scope(), kind::access_key, "UserName", user))
        keys.emplace_back(*key);
    return keys;
}

Result<json::object> delete_user(const Call& call) {
    (void)TRY(find_user(call));
    if (!keys_of(call, user_name(call)).empty())
        return refuse("DeleteConflict", "Cannot delete entity, must delete access keys first.",
                      conflict);
    call.world.store().erase(user_key(call));
    return json::object{};
}

Result<json::object> list_users(const Call& call) {
    json::array rows;
    for (const auto& [name, user] : call.world.store().list(call.global_scope(), kind::user))
        if (text_of(*user, "Path").starts_with(text_of(call.input, "PathPrefix")))
            rows.emplace_back(*user);
    return iam_page(call, "Users", std::move(rows));
}

Result<json::object> create_access_key(const Call& call) {
    constexpr std::size_t most_keys = 2;
    const auto* user = TRY(find_user(call));
    const auto name = user_name(call);
    if (keys_of(call, name).size() >= most_keys)
        return refuse("LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", conflict);
    const auto id = "AKIA" + random_text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    const auto secret =
        random_text(40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    json::object key{{"UserName", name},
                     {"AccessKeyId", id},
                     {"Status", "Active"},
                     {"CreateDate", timestamp(call.world)}};
    json::object shown = key;
    shown["SecretAccessKey"] = secret;
    key["_secret"] = secret;
    key["Arn"] = text_of(*user, "Arn");
    key["UserId"] = text_of(*user, "UserId");
    call.world.store().put(global_key(call, kind::access_key, id), std::move(key));
    return json::object{{"AccessKey", std::move(shown)}};
}

Result<json::object> delete_access_key(const Call& call) {
    const auto id = text_of(call.input, "AccessKeyId");
    if (!call.world.store().erase(global_key(call, kind::access_key, id)))
        return refuse("NoSuchEntity", fmt::format("The Access Key with id {} cannot be found.", id),
                      404);
    return json::object{};
}

Result<json::object> list_access_keys(const Call& call) {
    (void)TRY(find_user(call));
    return iam_page(call, "AccessKeyMetadata", keys_of(call, user_name(call)));
}

Result<json::object> list_account_aliases(const Call&) {
    return json::object{{"AccountAliases", json::array()}, {"IsTruncated", false}};
}

constexpr std::array operations{
    OperationRow{"CreateUser", create_user},
    OperationRow{"GetUser", get_user},
    OperationRow{"DeleteUser", delete_user},
    OperationRow{"ListUsers", list_users},
    OperationRow{"CreateAccessKey", create_access_key},
    OperationRow{"DeleteAccessKey", delete_access_key},
    OperationRow{"ListAccessKeys", list_access_keys},
    OperationRow{"ListAccountAliases", list_account_aliases},
};

}  // namespace

std::span<const OperationRow> user_operations() {
    return operations;
}

}  // namespace inland::emulator
