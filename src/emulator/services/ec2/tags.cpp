// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/tags.h"

#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/shared_network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>
#include <functional>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// The types and ids of the resources that a call names; each must exist.
Result<std::vector<std::pair<const ResourceType*, std::string>>> resources_of(const Call& call) {
    std::vector<std::pair<const ResourceType*, std::string>> resources;
    for (const auto& id : texts_of(call.input, "Resources")) {
        const auto* type = type_of_id(id);
        if (type == nullptr)
            return refuse("InvalidID", fmt::format("The ID '{}' is not valid", id));
        (void)TRY(lookup(call, *type, id));
        resources.emplace_back(type, id);
    }
    return resources;
}

/// Changes the caller's tags of a resource.
void change_tags(const Call& call, const ResourceType& type, const std::string& id,
                 const std::function<void(json::array&)>& change) {
    const auto key = tags_key(call, type, id);
    if (call.world.store().find(key) == nullptr)
        call.world.store().put(key, {});
    call.world.store().update(
        key, [&](json::object& holder) { change(list_in(holder, type.tags_member)); });
}

Result<json::object> create_tags(const Call& call) {
    TRY_VOID(require(call, {"Resources", "Tags"}));
    const auto& tags = list_of(call.input, "Tags");
    TRY_VOID(check_tags(tags, "InvalidParameterValue"));
    for (const auto& [type, id] : TRY(resources_of(call)))
        change_tags(call, *type, id, [&](json::array& own) { merge_tags(own, tags); });
    return json::object{};
}

/// A tag of the call goes away; one with a value only where the value is the same.
void delete_tags_from(json::array& tags, const json::array& named) {
    for (const auto& tag : named) {
        const auto& row = tag.as_object();
        const auto key = text_of(row, "Key");
        if (!has(row, "Value") || tag_value(tags, key) == text_of(row, "Value"))
            remove_tags(tags, {key});
    }
}

Result<json::object> delete_tags(const Call& call) {
    TRY_VOID(require(call, {"Resources"}));
    for (const auto& [type, id] : TRY(resources_of(call)))
        change_tags(call, *type, id, [&](json::array& tags) {
            if (has(call.input, "Tags"))
                delete_tags_from(tags, list_of(call.input, "Tags"));
            else
                tags.clear();
        });
    return json::object{};
}

constexpr std::array<FilterRow, 4> filters{{{"key", "Key"},
                                            {"value", "Value"},
                                            {"resource-id", "ResourceId"},
                                            {"resource-type", "ResourceType"}}};

Result<json::object> describe_tags(const Call& call) {
    TRY_VOID(check_filters(call, filters));
    json::array rows;
    for (const auto* type : resource_types())
        for (const auto& [id, document] : call.world.store().list(call.scope(), type->kind))
            for (const auto& tag : tags_seen(call, *type, id)) {
                json::object row{{"ResourceId", id}, {"ResourceType", type->tag_type}};
                copy_members(tag.get_object(), row, {"Key", "Value"});
                if (matches_filters(call, filters, row))
                    rows.push_back(std::move(row));
            }
    return paginate(call, "Tags", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateTags", ec2<create_tags>},
    OperationRow{"DeleteTags", ec2<delete_tags>},
    OperationRow{"DescribeTags", ec2<describe_tags>},
};

}  // namespace

std::span<const OperationRow> ec2_tag_operations() {
    return operations;
}

}  // namespace inland::emulator
