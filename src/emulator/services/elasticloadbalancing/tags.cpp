// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/tags.h"

#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::size_t most_tags = 50;
constexpr std::size_t most_resources = 20;

Result<void> check_keys(const json::array& tags) {
    std::set<std::string> keys;
    for (const auto& tag : tags)
        if (!keys.insert(text_of(tag.as_object(), "Key")).second)
            return refuse("DuplicateTagKeys", "Tag keys must be unique");
    return tags.size() > most_tags ? Result<void>(refuse("TooManyTags", "Too many tags specified"))
                                   : check_tags(tags, "ValidationError");
}

/// The resources that the call names: each must exist.
Result<std::vector<RecordKey>> resources_of(const Call& call) {
    TRY_VOID(need(call, {"ResourceArns"}));
    const auto arns = texts_of(call.input, "ResourceArns");
    if (arns.size() > most_resources)
        return invalid(
            fmt::format("You can specify at most {} resources in a single call", most_resources));
    std::vector<RecordKey> keys;
    for (const auto& arn : arns) {
        const auto* type = type_of_arn(arn);
        if (type == nullptr)
            return invalid(fmt::format("'{}' is not a valid load balancer ARN", arn));
        (void)TRY(lookup(call, *type, arn));
        keys.push_back(key_of(call, *type, arn));
    }
    return keys;
}

Result<json::object> add_tags(const Call& call) {
    TRY_VOID(need(call, {"Tags"}));
    const auto added = TRY(tags_of(call));
    const auto keys = TRY(resources_of(call));
    for (const auto& key : keys) {
        auto all = list_of(*call.world.store().find(key), "_tags");
        merge_tags(all, added);
        if (all.size() > most_tags)
            return refuse("TooManyTags", "Too many tags on the resource " + key.id);
    }
    for (const auto& key : keys)
        call.world.store().update(
            key, [&](json::object& document) { merge_tags(list_in(document, "_tags"), added); });
    return json::object{};
}

Result<json::object> remove_resource_tags(const Call& call) {
    TRY_VOID(need(call, {"TagKeys"}));
    for (const auto& key : TRY(resources_of(call)))
        call.world.store().update(key, [&](json::object& document) {
            remove_tags(list_in(document, "_tags"), texts_of(call.input, "TagKeys"));
        });
    return json::object{};
}

Result<json::object> describe_tags(const Call& call) {
    json::array rows;
    for (const auto& key : TRY(resources_of(call)))
        rows.push_back(json::object{{"ResourceArn", key.id},
                                    {"Tags", list_of(*call.world.store().find(key), "_tags")}});
    return json::object{{"TagDescriptions", std::move(rows)}};
}

constexpr std::array operations{
    OperationRow{"AddTags", add_tags},
    OperationRow{"RemoveTags", remove_resource_tags},
    OperationRow{"DescribeTags", describe_tags},
};

}  // namespace

Result<json::array> tags_of(const Call& call) {
    const auto& given = list_of(call.input, "Tags");
    TRY_VOID(check_keys(given));
    json::array tags;
    merge_tags(tags, given);
    return tags;
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> load_balancing_tag_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
