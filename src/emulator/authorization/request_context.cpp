// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/request_context.h"

#include "aws/text_lines.h"
#include "emulator/authorization/launched_roles.h"
#include "emulator/authorization/named_keys.h"
#include "emulator/authorization/principal_policies.h"
#include "emulator/authorization/template.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

void add_tags(ConditionKeys& keys, const std::map<std::string, std::string>& tags) {
    for (const auto& [key, value] : tags) {
        keys["aws:requesttag/" + aws::to_lower(key)] = {value};
        keys["aws:tagkeys"].push_back(key);
    }
}

std::vector<std::string> one(std::string text) {
    return {std::move(text)};
}

/// The Auto Scaling group of the instance that a call names.
std::vector<std::string> scaling_group(const Call& call) {
    const RecordKey key{call.scope(), std::string(kind::instance),
                        text_of(call.input, "InstanceId")};
    const auto* instance = call.world.store().find(key);
    if (instance == nullptr || !has(*instance, "_autoscaling_group"))
        return {};
    return one(text_of(*instance, "_autoscaling_group"));
}

/// Placeholders that are no member of the input.
struct PlaceholderRow {
    std::string_view name;
    std::vector<std::string> (*values)(const Call& call);
};

constexpr std::array placeholders{
    PlaceholderRow{
        "partition",
        [](const Call& call) { return one(partition_of(call.world, call.caller.region)); }},
    PlaceholderRow{
        "suffix",
        [](const Call& call) { return one(dns_suffix_of(call.world, call.caller.region)); }},
    PlaceholderRow{"region", [](const Call& call) { return one(call.caller.region); }},
    PlaceholderRow{"account", [](const Call& call) { return one(call.caller.account); }},
    PlaceholderRow{"operation", [](const Call& call) { return one(std::string(call.operation)); }},
    PlaceholderRow{
        "user",
        [](const Call& call) { return one(std::string(last_segment(call.caller.principal_arn))); }},
    PlaceholderRow{"launched_roles", launched_roles},
    PlaceholderRow{"named_keys", named_keys},
    PlaceholderRow{"scaling_group", scaling_group},
};

/// "https://" is no part of a provider's ARN, and a parameter's first '/' is its type's.
std::string as_in_arn(std::string value) {
    constexpr std::string_view scheme = "https://";
    return value.starts_with(scheme) ? value.substr(scheme.size()) : value;
}

std::vector<std::string> typed_ids(const knowledge::ServicePermissions& service,
                                   const std::vector<std::string>& ids) {
    std::vector<std::string> typed;
    for (const auto& id : ids)
        typed.push_back(typed_id(service, id).value_or("*/" + id));
    return typed;
}

}  // namespace

ConditionKeys caller_keys(const World& world, const Caller& caller, TimePoint wall_now) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(wall_now.time_since_epoch()).count();
    ConditionKeys keys{{"aws:requestedregion", {caller.region}},
                       {"aws:currenttime", {iso8601(wall_now)}},
                       {"aws:epochtime", {std::to_string(seconds)}},
                       {"aws:securetransport", {"true"}},
                       {"aws:sourceip", {"127.0.0.1"}},
                       {"aws:userid", {caller.user_id}},
                       {"aws:principalisawsservice", {"false"}},
                       {"aws:viaawsservice", {"false"}}};
    if (caller.principal_arn.find(":user/") != std::string::npos)
        keys["aws:username"] = {std::string(last_segment(caller.principal_arn))};
    const auto principal = principal_of(world, caller);
    const auto entity = principal.role_arn.empty() ? caller.principal_arn : principal.role_arn;
    const auto tagged = judged_resource(world, caller.account, entity);
    constexpr std::string_view resource_tag = "aws:resourcetag/";
    for (const auto& [key, value] : tagged.keys)
        if (key.starts_with(resource_tag))
            keys["aws:principaltag/" + key.substr(resource_tag.size())] = value;
    const auto* session = session_of(world, caller);
    if (session == nullptr)
        return keys;
    keys["aws:multifactorauthpresent"] = {"false"};
    keys["aws:tokenissuetime"] = {text_of(*session, "_issued")};
    for (const auto& [key, value] : tags_in({{"tags", object_of(*session, "_tags")}}))
        keys["aws:principaltag/" + aws::to_lower(key)] = {value};
    return keys;
}

ConditionKeys input_keys(const Call& call, const knowledge::ServicePermissions& service) {
    ConditionKeys keys;
    for (const auto& [key, text] : service.keys) {
        auto values = fill(
            text, [&](std::string_view name) { return placeholder_values(call, service, name); });
        if (!values.empty())
            keys[aws::to_lower(key)] = std::move(values);
    }
    add_tags(keys, tags_in(call.input));
    for (const std::string_view member : {"TagKeys", "tagKeys", "RemoveTagKeys"})
        for (const auto& key : texts_of(call.input, member))
            keys["aws:tagkeys"].push_back(key);
    return keys;
}

ConditionKeys tag_specification_keys(const json::object& input, std::string_view type) {
    ConditionKeys keys;
    for (const auto& value : list_of(input, "TagSpecifications"))
        if (value.is_object() && text_of(value.get_object(), "ResourceType") == type)
            add_tags(keys, tags_in(value.get_object()));
    return keys;
}

std::vector<std::string> placeholder_values(const Call& call,
                                            const knowledge::ServicePermissions& service,
                                            std::string_view name) {
    if (name.starts_with('@'))
        return typed_ids(service, values_at(call.input, name.substr(1)));
    const auto row = std::ranges::find(placeholders, name, &PlaceholderRow::name);
    if (row != placeholders.end())
        return row->values(call);
    auto values = values_at(call.input, name);
    std::ranges::transform(values, values.begin(), as_in_arn);
    return values;
}

}  // namespace inland::emulator
