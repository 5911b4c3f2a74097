// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/tags.h"

#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr int not_found = 404;
constexpr std::size_t most_tags = 10;       // in one call (Route 53 API Reference)
constexpr std::size_t most_resources = 10;  // the same

/// Health checks are not emulated, so none that is named exists.
Result<void> check_type(const Call& call) {
    const auto type = text_of(call.input, "ResourceType");
    if (type == "healthcheck")
        return refuse("NoSuchHealthCheck", "Health checks are not emulated by Inland.", not_found);
    if (type != "hostedzone")
        return refuse(
            "InvalidInput",
            fmt::format("1 validation error detected: Value '{}' at 'resourceType' failed "
                        "to satisfy constraint: Member must satisfy enum value set: "
                        "[healthcheck, hostedzone]",
                        type));
    return {};
}

json::object tag_set(const RecordKey& key, const json::object& zone) {
    return {
        {"ResourceType", "hostedzone"}, {"ResourceId", key.id}, {"Tags", list_of(zone, "_tags")}};
}

Result<json::object> list_tags(const Call& call) {
    TRY_VOID(check_type(call));
    const auto key = TRY(find_zone(call, "ResourceId"));
    return json::object{{"ResourceTagSet", tag_set(key, *call.world.store().find(key))}};
}

Result<json::object> list_tags_of_many(const Call& call) {
    TRY_VOID(check_type(call));
    const auto ids = texts_of(call.input, "ResourceIds");
    if (ids.size() > most_resources)
        return refuse("InvalidInput", "Up to 10 resources can be named.");
    json::array sets;
    for (const auto& id : ids) {
        const json::object input{{"ResourceId", id}};
        const Call each{call.world, call.caller, call.operation, input, call.request_id};
        const auto key = TRY(find_zone(each, "ResourceId"));
        sets.push_back(tag_set(key, *call.world.store().find(key)));
    }
    return json::object{{"ResourceTagSets", std::move(sets)}};
}

Result<json::object> change_tags(const Call& call) {
    TRY_VOID(check_type(call));
    const auto key = TRY(find_zone(call, "ResourceId"));
    const auto& added = list_of(call.input, "AddTags");
    const auto removed = texts_of(call.input, "RemoveTagKeys");
    if (added.empty() && removed.empty())
        return refuse("InvalidInput", "Tags to add or keys to remove must be specified.");
    if (added.size() > most_tags || removed.size() > most_tags)
        return refuse("InvalidInput", "Up to 10 tags can be changed at once.");
    auto tags = list_of(*call.world.store().find(key), "_tags");
    remove_tags(tags, removed);
    merge_tags(tags, added);
    TRY_VOID(check_tags(tags, "InvalidInput"));
    call.world.store().update(key, [&](json::object& zone) { zone["_tags"] = tags; });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"ChangeTagsForResource", change_tags},
    OperationRow{"ListTagsForResource", list_tags},
    OperationRow{"ListTagsForResources", list_tags_of_many},
};

}  // namespace

}  // namespace inland::emulator::route53

namespace inland::emulator {

std::span<const OperationRow> dns_tag_operations() {
    return route53::operations;
}

}  // namespace inland::emulator
