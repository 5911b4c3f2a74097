// SPDX-License-Identifier: Apache-2.0
// Which of a group's metrics CloudWatch is given. Nothing is measured; what is asked for is kept.
#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/autoscaling/operations.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace inland::emulator::autoscaling {

namespace {

constexpr std::string_view granularity = "1Minute";

/// Amazon EC2 Auto Scaling User Guide, CloudWatch metrics, group metrics.
constexpr std::array<std::string_view, 20> metrics{"GroupMinSize",
                                                   "GroupMaxSize",
                                                   "GroupDesiredCapacity",
                                                   "GroupInServiceInstances",
                                                   "GroupPendingInstances",
                                                   "GroupStandbyInstances",
                                                   "GroupTerminatingInstances",
                                                   "GroupTotalInstances",
                                                   "GroupInServiceCapacity",
                                                   "GroupPendingCapacity",
                                                   "GroupStandbyCapacity",
                                                   "GroupTerminatingCapacity",
                                                   "GroupTotalCapacity",
                                                   "WarmPoolDesiredCapacity",
                                                   "WarmPoolWarmedCapacity",
                                                   "WarmPoolPendingCapacity",
                                                   "WarmPoolTerminatingCapacity",
                                                   "WarmPoolTotalCapacity",
                                                   "GroupAndWarmPoolDesiredCapacity",
                                                   "GroupAndWarmPoolTotalCapacity"};

/// Those that the input names; all when it names none.
std::vector<std::string> asked_metrics(const Call& call) {
    auto asked = texts_of(call.input, "Metrics");
    if (asked.empty())
        asked.assign(metrics.begin(), metrics.end());
    return asked;
}

/// The enabled metrics of a group that are not among those.
json::array without(const json::object& group, const std::vector<std::string>& removed) {
    json::array kept;
    for (const auto& row : list_of(group, "EnabledMetrics"))
        if (std::ranges::find(removed, text_of(row.as_object(), "Metric")) == removed.end())
            kept.push_back(row);
    return kept;
}

Result<json::object> enable(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    if (text_of(call.input, "Granularity") != granularity)
        return scaling_error("Valid metrics granularities are: [1Minute].");
    const auto asked = asked_metrics(call);
    for (const auto& name : asked)
        if (std::ranges::find(metrics, name) == metrics.end())
            return scaling_error(name + " is not a valid metric type.");
    call.world.store().update(key, [&](json::object& group) {
        auto enabled = without(group, asked);
        for (const auto& name : asked)
            enabled.push_back(json::object{{"Metric", name}, {"Granularity", granularity}});
        group["EnabledMetrics"] = std::move(enabled);
    });
    return json::object{};
}

Result<json::object> disable(const Call& call) {
    const auto key = TRY(find_scaling_group(call));
    const auto asked = asked_metrics(call);
    call.world.store().update(
        key, [&](json::object& group) { group["EnabledMetrics"] = without(group, asked); });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"EnableMetricsCollection", enable},
    OperationRow{"DisableMetricsCollection", disable},
};

}  // namespace

std::span<const OperationRow> metrics_operations() {
    return operations;
}

}  // namespace inland::emulator::autoscaling
