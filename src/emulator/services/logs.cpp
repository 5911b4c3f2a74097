// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/logs.h"

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

Result<RecordKey> find_group(const Call& call) {
    auto key = group_key(call, text_of(call.input, "logGroupName"));
    if (call.world.store().find(key) == nullptr)
        return refuse("ResourceNotFoundException", "The specified log group does not exist.");
    return key;
}

/// "arn:...:log-group:NAME" with or without ":*".
Result<RecordKey> find_group_by_arn(const Call& call) {
    const auto text = text_of(call.input, "resourceArn");
    constexpr std::string_view marker = ":log-group:";
    const auto place = text.find(marker);
    auto name = place == std::string::npos ? "" : text.substr(place + marker.size());
    if (name.ends_with(":*"))
        name.resize(name.size() - 2);
    auto key = group_key(call, name);
    if (call.world.store().find(key) == nullptr)
        return refuse("ResourceNotFoundException", "The specified log group does not exist.");
    return key;
}

Result<json::object> create_log_group(const Call& call) {
    const auto name = text_of(call.input, "logGroupName");
    constexpr std::size_t longest = 512;
    if (name.empty() || name.size() > longest)
        return refuse("InvalidParameterException",
                      "1 validation error detected: Value at 'logGroupName' failed to satisfy "
                      "constraint: Member must have length between 1 and 512");
    if (!make_log_group(call.world, call.scope(), name, object_of(call.input, "tags")))
        return refuse("ResourceAlreadyExistsException", "The specified log group already exists");
    call.world.store().update(group_key(call, name), [&](json::object& group) {
        copy_members(call.input, group, {"kmsKeyId", "logGroupClass"});
    });
    return json::object{};
}

Result<json::object> delete_log_group(const Call& call) {
    call.world.store().erase(TRY(find_group(call)));
    return json::object{};
}

Result<json::object> describe_log_groups(const Call& call) {
    constexpr std::int64_t greatest = 50;
    const auto prefix = text_of(call.input, "logGroupNamePrefix");
    const auto pattern = text_of(call.input, "logGroupNamePattern");
    json::array groups;
    for (const auto& [name, group] : call.world.store().list(call.scope(), kind::log_group))
        if (name.starts_with(prefix) && name.find(pattern) != std::string::npos)
            groups.emplace_back(*group);
    const auto size = number_of(call.input, "limit", greatest);
    auto page = TRY(take_page(std::move(groups), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(std::clamp<std::int64_t>(size, 1, greatest)),
                              "InvalidParameterException"));
    json::object output{{"logGroups", std::move(page.items)}};
    if (!page.next_token.empty())
        output["nextToken"] = page.next_token;
    return output;
}

Result<json::object> put_retention_policy(const Call& call) {
    constexpr std::array<std::int64_t, 22> allowed{1,    3,    5,    7,    14,   30,  60,  90,
                                                   120,  150,  180,  365,  400,  545, 731, 1096,
                                                   1827, 2192, 2557, 2922, 3288, 3653};
    const auto days = number_of(call.input, "retentionInDays");
    if (std::ranges::find(allowed, days) == allowed.end())
        return refuse("InvalidParameterException",
                      fmt::format("retentionInDays {} is not one of the allowed values", days));
    call.world.store().update(TRY(find_group(call)),
                              [&](json::object& group) { group["retentionInDays"] = days; });
    return json::object{};
}

Result<json::object> delete_retention_policy(const Call& call) {
    call.world.store().update(TRY(find_group(call)),
                              [](json::object& group) { group.erase("retentionInDays"); });
    return json::object{};
}

Result<json::object> associate_kms_key(const Call& call) {
    call.world.store().update(TRY(find_group(call)), [&](json::object& group) {
        copy_members(call.input, group, {"kmsKeyId"});
    });
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
    const auto* group = call.world.store().find(TRY(find_group(call)));
    return json::object{{"tags", object_of(*group, "_tags")}};
}

constexpr std::array operations{
    OperationRow{"CreateLogGroup", create_log_group},
    OperationRow{"DeleteLogGroup", delete_log_group},
    OperationRow{"DescribeLogGroups", describe_log_groups},
    OperationRow{"PutRetentionPolicy", put_retention_policy},
    OperationRow{"DeleteRetentionPolicy", delete_retention_policy},
    OperationRow{"AssociateKmsKey", associate_kms_key},
    OperationRow{"TagResource", tag_resource},
    OperationRow{"UntagResource", untag_resource},
    OperationRow{"ListTagsForResource", list_tags_for_resource},
    OperationRow{"ListTagsLogGroup", list_tags_log_group},
};

}  // namespace

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
