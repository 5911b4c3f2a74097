// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/lookup.h"

#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

std::unexpected<Error> scaling_error(std::string message) {
    return refuse("ValidationError", std::move(message));
}

RecordKey scaling_group_key(const Call& call, std::string_view name) {
    return {call.scope(), std::string(kind::autoscaling_group), std::string(name)};
}

Result<RecordKey> find_scaling_group(const Call& call) {
    auto key = scaling_group_key(call, text_of(call.input, "AutoScalingGroupName"));
    if (call.world.store().find(key) == nullptr)
        return scaling_error("AutoScalingGroup name not found - null");
    return key;
}

Result<RecordKey> find_member(const Call& call, std::string_view id) {
    RecordKey key{call.scope(), std::string(kind::instance), std::string(id)};
    const auto* instance = call.world.store().find(key);
    if (instance == nullptr || !has(*instance, "_autoscaling_group"))
        return scaling_error(fmt::format(
            "Instance Id not found - No managed instance found for instance ID: {}", id));
    return key;
}

Result<json::object> scaling_page(const Call& call, std::string_view list, json::array items) {
    constexpr std::int64_t greatest = 100;
    const auto size =
        std::clamp<std::int64_t>(number_of(call.input, "MaxRecords", 50), 1, greatest);
    auto page = TRY(take_page(std::move(items), text_of(call.input, "NextToken"),
                              static_cast<std::size_t>(size), "InvalidNextToken"));
    json::object output{{list, std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

}  // namespace inland::emulator
