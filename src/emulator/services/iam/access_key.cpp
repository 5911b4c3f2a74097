// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/access_key.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr int conflict = 409;
constexpr int not_found = 404;
constexpr std::size_t most_keys = 2;

RecordKey key_record(const Call& call) {
    return global_key(call, kind::access_key, text_of(call.input, "AccessKeyId"));
}

/// The key that the input names, which must be the user's.
Result<const json::object*> find_key(const Call& call) {
    const auto* key = call.world.store().find(key_record(call));
    if (key == nullptr || text_of(*key, "UserName") != named_user(call))
        return refuse("NoSuchEntity",
                      fmt::format("The Access Key with id {} cannot be found.",
                                  text_of(call.input, "AccessKeyId")),
                      not_found);
    return key;
}

json::object new_key(const Call& call, const std::string& user) {
    return {{"UserName", user},
            {"AccessKeyId", "AKIA" + random_text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")},
            {"Status", "Active"},
            {"CreateDate", timestamp(call.world)}};
}

Result<json::object> create_access_key(const Call& call) {
    const auto user = named_user(call);
    (void)TRY(find_global(call, kind::user, "user", user));
    if (access_keys_of(call, user).size() >= most_keys)
        return refuse("LimitExceeded",
                      fmt::format("Cannot exceed quota for AccessKeysPerUser: {}", most_keys),
                      conflict);
    auto key = new_key(call, user);
    auto shown = key;
    const auto secret =
        random_text(40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    shown["SecretAccessKey"] = secret;
    key["_secret"] = secret;
    call.world.store().put(global_key(call, kind::access_key, text_of(key, "AccessKeyId")), key);
    return json::object{{"AccessKey", std::move(shown)}};
}

Result<json::object> delete_access_key(const Call& call) {
    (void)TRY(find_key(call));
    call.world.store().erase(key_record(call));
    return json::object{};
}

Result<json::object> update_access_key(const Call& call) {
    (void)TRY(find_key(call));
    const auto status = text_of(call.input, "Status");
    if (status != "Active" && status != "Inactive")
        return refuse("ValidationError",
                      fmt::format("1 validation error detected: Value '{}' at 'status' failed to "
                                  "satisfy constraint: Member must satisfy enum value set: "
                                  "[Active, Inactive, Expired]",
                                  status));
    call.world.store().update(key_record(call), [&](json::object& key) { key["Status"] = status; });
    return json::object{};
}

Result<json::object> list_access_keys(const Call& call) {
    (void)TRY(find_global(call, kind::user, "user", named_user(call)));
    return iam_page(call, "AccessKeyMetadata", access_keys_of(call, named_user(call)));
}

/// When a key was used is not kept: it answers as AWS does for a key that never was.
Result<json::object> get_access_key_last_used(const Call& call) {
    const auto* key = call.world.store().find(key_record(call));
    if (key == nullptr)
        return refuse("AccessDenied", "The access key is not one of this account.", 403);
    return json::object{
        {"UserName", text_of(*key, "UserName")},
        {"AccessKeyLastUsed", json::object{{"ServiceName", "N/A"}, {"Region", "N/A"}}}};
}

constexpr std::array operations{
    OperationRow{"CreateAccessKey", create_access_key},
    OperationRow{"DeleteAccessKey", delete_access_key},
    OperationRow{"UpdateAccessKey", update_access_key},
    OperationRow{"ListAccessKeys", list_access_keys},
    OperationRow{"GetAccessKeyLastUsed", get_access_key_last_used},
};

}  // namespace

json::array access_keys_of(const Call& call, const std::string& user) {
    json::array keys;
    for (const auto& [id, key] :
         records_where(call.world, call.global_scope(), kind::access_key, "UserName", user))
        keys.emplace_back(*key);
    return keys;
}

std::string named_user(const Call& call) {
    auto name = text_of(call.input, "UserName");
    return name.empty() ? std::string(last_segment(call.caller.principal_arn)) : name;
}

std::span<const OperationRow> access_key_operations() {
    return operations;
}

}  // namespace inland::emulator
