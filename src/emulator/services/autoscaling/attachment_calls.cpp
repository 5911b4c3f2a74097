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

Result<json::object> attach_target_groups(const Call& call) {
    call.world.store().update(TRY(find_scaling_group(call)), [&](json::object& group) {
        auto& attached = list_in(group, "TargetGroupARNs");
        for (const auto& target : texts_of(call.input, "TargetGroupARNs"))
            if (!contains(attached, target))
                attached.emplace_back(target);
    });
    return json::object{};
}

Result<json::object> detach_target_groups(const Call& call) {
    const auto detached = texts_of(call.input, "TargetGroupARNs");
    call.world.store().update(TRY(find_scaling_group(call)), [&](json::object& group) {
        json::array kept;
        for (const auto& target : texts_of(group, "TargetGroupARNs"))
            if (std::ranges::find(detached, target) == detached.end())
                kept.emplace_back(target);
        group["TargetGroupARNs"] = std::move(kept);
    });
    return json::object{};
}

Result<json::object> describe_target_groups(const Call& call) {
    const auto* group = call.world.store().find(TRY(find_scaling_group(call)));
    json::array rows;
    for (const auto& target : texts_of(*group, "TargetGroupARNs"))
        rows.push_back(
            json::object{{"LoadBalancerTargetGroupARN", target}, {"State", "InService"}});
    return scaling_page(call, "LoadBalancerTargetGroups", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"AttachLoadBalancerTargetGroups", attach_target_groups},
    OperationRow{"DetachLoadBalancerTargetGroups", detach_target_groups},
    OperationRow{"DescribeLoadBalancerTargetGroups", describe_target_groups},
};

}  // namespace

std::span<const OperationRow> attachment_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
