// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/logs/group.h"

#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

RecordKey group_key(const Call& call, std::string_view name) {
    return {call.scope(), std::string(kind::log_group), std::string(name)};
}

/// The name in "arn:...:log-group:NAME", with or without ":*"; a text without one is a name.
std::string name_in_arn(std::string text) {
    constexpr std::string_view marker = ":log-group:";
    if (const auto place = text.find(marker); place != std::string::npos)
        text = text.substr(place + marker.size());
    if (text.ends_with(":*"))
        text.resize(text.size() - 2);
    return text;
}

/// A name of 1 to 512 of the letters that AWS takes.
Result<void> check_name(std::string_view name) {
    constexpr std::size_t longest = 512;
    const auto fits = [](char letter) {
        return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
               std::string_view(".-_/#").contains(letter);
    };
    if (!name.empty() && name.size() <= longest && std::ranges::all_of(name, fits))
        return {};
    return refuse("InvalidParameterException",
                  "1 validation error detected: Value at 'logGroupName' failed to satisfy "
                  "constraint: Member must have length between 1 and 512 and satisfy regular "
                  "expression pattern: [\\.\\-_/#A-Za-z0-9]+");
}

Result<RecordKey> existing(const Call& call, std::string_view name) {
    TRY_VOID(check_name(name));
    auto key = group_key(call, name);
    if (call.world.store().find(key) == nullptr)
        return refuse("ResourceNotFoundException", "The specified log group does not exist.");
    return key;
}

Result<RecordKey> find_group_by_arn(const Call& call) {
    return existing(call, name_in_arn(text_of(call.input, "resourceArn")));
}

Result<json::object> create_log_group(const Call& call) {
    const auto name = text_of(call.input, "logGroupName");
    TRY_VOID(check_name(name));
    if (!make_log_group(call.world, call.scope(), name, object_of(call.input, "tags")))
        return refuse("ResourceAlreadyExistsException", "The specified log group already exists");
    call.world.store().update(group_key(call, name), [&](json::object& group) {
        copy_members(call.input, group, {"kmsKeyId", "logGroupClass"});
    });
    return json::object{};
}

Result<json::object> delete_log_group(const Call& call) {
    const auto group = TRY(find_log_group(call));
    call.world.store().erase(group);
    erase_log_streams(call.world, group);
    return json::object{};
}

Result<json::object> describe_log_groups(const Call& call) {
    constexpr std::int64_t greatest = 50;
    const auto prefix = text_of(call.input, "logGroupNamePrefix");
    const auto pattern = text_of(call.input, "logGroupNamePattern");
    const auto group_class = text_of(call.input, "logGroupClass");
    json::array groups;
    for (const auto& [name, group] : call.world.store().list(call.scope(), kind::log_group))
        if (name.starts_with(prefix) && name.find(pattern) != std::string::npos &&
            (group_class.empty() || text_of(*group, "logGroupClass") == group_class))
            groups.emplace_back(*group);
    return logs_page(call, "logGroups", std::move(groups), greatest);
}

Result<json::object> put_retention_policy(const Call& call) {
    constexpr std::array<std::int64_t, 22> allowed{1,    3,    5,    7,    14,   30,  60,  90,
                                                   120,  150,  180,  365,  400,  545, 731, 1096,
                                                   1827, 2192, 2557, 2922, 3288, 3653};
    const auto days = number_of(call.input, "retentionInDays");
    if (std::ranges::find(allowed, days) == allowed.end())
        return refuse("InvalidParameterException",
                      fmt::format("retentionInDays {} is not one of the allowed values", days));
    call.world.store().update(TRY(find_log_group(call)),
                              [&](json::object& group) { group["retentionInDays"] = days; });
    return json::object{};
}

Result<json::object> delete_retention_policy(const Call& call) {
    call.world.store().update(TRY(find_log_group(call)),
                              [](json::object& group) { group.erase("retentionInDays"); });
    return json::object{};
}

Result<json::object> associate_kms_key(const Call& call) {
    call.world.store().update(TRY(find_log_group(call)), [&](json::object& group) {
        copy_members(call.input, group, {"kmsKeyId"});
    });
    return json::object{};
}

Result<json::object> disassociate_kms_key(const Call& call) {
    call.world.store().update(TRY(find_log_group(call)),
                              [](json::object& group) { group.erase("kmsKeyId"); });
    return json::object{};
}

void set_tags(json::object& group, const json::object& tags) {
    for (const auto& [key, value] : tags)
        object_in(group, "_tags")[key] = value;
}

Result<json::object> tag_resource(const Call& call) {
    call.world.store().update(TRY(find_group_by_arn(call)), [&](json::object& group) {
        set_tags(group, object_of(call.input, "tags"));
    });
    return json::object{};
}

Result<json::object> untag_resource(const Call& call) {
    call.world.store().update(TRY(find_group_by_arn(call)), [&](json::object& group) {
        for (const auto& key : texts_of(call.input, "tagKeys"))
            object_in(group, "_tags").erase(key);
    });
    return json::object{};
}

Result<json::object> list_tags_for_resource(const Call& call) {
    const auto* group = call.world.store().find(TRY(find_group_by_arn(call)));
    return json::object{{"tags", object_of(*group, "_tags")}};
}

Result<json::object> list_tags_log_group(const Call& call) {
    const auto* group = call.world.store().find(TRY(find_log_group(call)));
    return json::object{{"tags", object_of(*group, "_tags")}};
}

Result<json::object> tag_log_group(const Call& call) {
    call.world.store().update(TRY(find_log_group(call)), [&](json::object& group) {
        set_tags(group, object_of(call.input, "tags"));
    });
    return json::object{};
}

Result<json::object> untag_log_group(const Call& call) {
    call.world.store().update(TRY(find_log_group(call)), [&](json::object& group) {
        for (const auto& key : texts_of(call.input, "tags"))
            object_in(group, "_tags").erase(key);
    });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateLogGroup", create_log_group},
    OperationRow{"DeleteLogGroup", delete_log_group},
    OperationRow{"DescribeLogGroups", describe_log_groups},
    OperationRow{"PutRetentionPolicy", put_retention_policy},
    OperationRow{"DeleteRetentionPolicy", delete_retention_policy},
    OperationRow{"AssociateKmsKey", associate_kms_key},
    OperationRow{"DisassociateKmsKey", disassociate_kms_key},
    OperationRow{"TagLogGroup", tag_log_group},
    OperationRow{"UntagLogGroup", untag_log_group},
    OperationRow{"TagResource", tag_resource},
    OperationRow{"UntagResource", untag_resource},
    OperationRow{"ListTagsForResource", list_tags_for_resource},
    OperationRow{"ListTagsLogGroup", list_tags_log_group},
};

}  // namespace

Result<RecordKey> find_log_group(const Call& call) {
    const auto name = text_of(call.input, "logGroupName");
    return existing(call,
                    name.empty() ? name_in_arn(text_of(call.input, "logGroupIdentifier")) : name);
}

Result<json::object> logs_page(const Call& call, std::string_view list, json::array items,
                               std::int64_t greatest) {
    const auto size = number_of(call.input, "limit", greatest);
    if (size < 1 || size > greatest)
        return refuse("InvalidParameterException",
                      fmt::format("1 validation error detected: Value '{}' at 'limit' failed to "
                                  "satisfy constraint: Member must have value between 1 and {}",
                                  size, greatest));
    auto page = TRY(take_page(std::move(items), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(size), "InvalidParameterException"));
    json::object output{{list, std::move(page.items)}};
    if (!page.next_token.empty())
        output["nextToken"] = page.next_token;
    return output;
}

bool make_log_group(World& world, const Scope& scope, const std::string& name, json::object tags) {
    const RecordKey key{scope, std::string(kind::log_group), name};
    if (world.store().find(key) != nullptr)
        return false;
    const auto resource = arn(world, scope, "logs", "log-group:" + name);
    world.store().put(key, {{"logGroupName", name},
                            {"creationTime", world.now().time_since_epoch().count()},
                            {"metricFilterCount", 0},
                            {"arn", resource + ":*"},
                            {"storedBytes", 0},
                            {"logGroupClass", "STANDARD"},
                            {"logGroupArn", resource},
                            {"_tags", std::move(tags)}});
    return true;
}

std::span<const OperationRow> logs_operations() {
    return operations;
}

}  // namespace inland::emulator
