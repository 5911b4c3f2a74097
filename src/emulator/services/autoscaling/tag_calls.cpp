// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaling {

namespace {

Result<json::object> create_or_update_tags(const Call& call) {
    for (const auto& tag : list_of(call.input, "Tags")) {
        const auto key = scaling_group_key(call, text_of(tag.as_object(), "ResourceId"));
        const bool found = call.world.store().update(key, [&](json::object& group) {
            erase_where(list_in(group, "Tags"), "Key", text_of(tag.as_object(), "Key"));
            list_in(group, "Tags").push_back(tag);
        });
        if (!found)
            return scaling_error("AutoScalingGroup name not found - null");
    }
    return json::object{};
}

Result<json::object> delete_tags(const Call& call) {
    for (const auto& tag : list_of(call.input, "Tags"))
        call.world.store().update(scaling_group_key(call, text_of(tag.as_object(), "ResourceId")),
                                  [&](json::object& group) {
                                      erase_where(list_in(group, "Tags"), "Key",
                                                  text_of(tag.as_object(), "Key"));
                                  });
    return json::object{};
}

Result<json::object> describe_tags(const Call& call) {
    json::array rows;
    for (const auto& [name, group] : call.world.store().list(call.scope(), kind::autoscaling_group))
        for (const auto& tag : list_of(*group, "Tags"))
            rows.push_back(tag);
    return scaling_page(call, "Tags", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateOrUpdateTags", create_or_update_tags},
    OperationRow{"DeleteTags", delete_tags},
    OperationRow{"DescribeTags", describe_tags},
};

}  // namespace

std::span<const OperationRow> tag_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
