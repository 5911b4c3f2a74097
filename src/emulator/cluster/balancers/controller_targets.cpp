// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controller_targets.h"

#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view elb = "elasticloadbalancing";

Result<void> unless_none(const AwsCalls& calls, std::string_view operation,
                         const std::string& target_group, const json::array& targets) {
    if (!targets.empty())
        static_cast<void>(
            TRY(calls(elb, operation, {{"TargetGroupArn", target_group}, {"Targets", targets}})));
    return {};
}

}  // namespace

std::vector<PodTarget> pods_behind(const Objects& objects, const json::object& service,
                                   std::size_t port_index) {
    std::vector<PodTarget> targets;
    const auto* slice = objects.find(type_of("discovery.k8s.io", "endpointslices"),
                                     namespace_of(service), name_of(service));
    if (slice == nullptr)
        return targets;
    const auto& ports = find_array(*slice, "ports");
    const auto port =
        port_index < ports.size() ? find_int(ports[port_index], "port").value_or(0) : 0;
    for (const auto& endpoint : find_array(*slice, "endpoints"))
        for (const auto& address : find_array(endpoint, "addresses"))
            if (address.is_string())
                targets.push_back({std::string(address.get_string()), port});
    return targets;
}

Result<void> register_targets(const AwsCalls& calls, const std::string& target_group,
                              const json::array& wanted) {
    const auto health = TRY(calls(elb, "DescribeTargetHealth", {{"TargetGroupArn", target_group}}));
    json::array gone;
    json::array missing = wanted;
    for (const auto& row : list_of(health, "TargetHealthDescriptions")) {
        json::object target;
        copy_members(object_of(row.as_object(), "Target"), target, {"Id", "Port"});
        const auto same = std::ranges::find(missing, json::value(target));
        if (same != missing.end())
            missing.erase(same);
        else
            gone.push_back(std::move(target));
    }
    TRY_VOID(unless_none(calls, "RegisterTargets", target_group, missing));
    return unless_none(calls, "DeregisterTargets", target_group, gone);
}

}  // namespace inland::emulator::cluster
