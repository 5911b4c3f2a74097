// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/health.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

/// The instances behind a Classic Load Balancer, and how they are.
namespace inland::emulator::classic {

namespace {

std::int64_t milliseconds(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::unexpected<Error> no_instance(const std::string& id) {
    return refuse("InvalidInstance", fmt::format("Could not find EC2 instance {}.", id));
}

std::vector<std::string> named_instances(const Call& call) {
    std::vector<std::string> ids;
    for (const auto& row : list_of(call.input, "Instances"))
        ids.push_back(text_of(row.as_object(), "InstanceId"));
    return ids;
}

Result<void> check_instance(const Call& call, const json::object& balancer, const std::string& id) {
    const auto* instance = call.world.store().find({call.scope(), std::string(kind::instance), id});
    if (instance == nullptr)
        return no_instance(id);
    if (text_of(*instance, "VpcId") == text_of(balancer, "VPCId"))
        return {};
    return refuse("InvalidInstance",
                  fmt::format("EC2 instance {} is not in the same VPC as ELB.", id));
}

json::object instances_output(const json::object& balancer) {
    return {{"Instances", list_of(balancer, "Instances")}};
}

Result<json::object> register_instances(const Call& call) {
    TRY_VOID(need(call, {"Instances"}));
    auto balancer = *TRY(lookup_input(call));
    for (const auto& id : named_instances(call)) {
        TRY_VOID(check_instance(call, balancer, id));
        auto& all = list_in(balancer, "Instances");
        if (find_where(all, "InstanceId", id) != nullptr)
            continue;
        all.push_back(json::object{{"InstanceId", id}});
        object_in(balancer, "_registered")[id] = milliseconds(call.world.now());
    }
    expect_checks(call.world, balancer);
    auto output = instances_output(balancer);
    const auto key = key_of(call, text_of(balancer, "LoadBalancerName"));
    call.world.store().put(key, std::move(balancer));
    return output;
}

Result<json::object> deregister_instances(const Call& call) {
    TRY_VOID(need(call, {"Instances"}));
    auto balancer = *TRY(lookup_input(call));
    for (const auto& id : named_instances(call)) {
        if (erase_where(list_in(balancer, "Instances"), "InstanceId", id) == 0)
            return no_instance(id);
        object_in(balancer, "_registered").erase(id);
    }
    auto output = instances_output(balancer);
    const auto key = key_of(call, text_of(balancer, "LoadBalancerName"));
    call.world.store().put(key, std::move(balancer));
    return output;
}

Result<json::object> describe_health(const Call& call) {
    const auto& balancer = *TRY(lookup_input(call));
    auto ids = named_instances(call);
    const bool asks_for_all = ids.empty();
    if (asks_for_all)
        for (const auto& row : list_of(balancer, "Instances"))
            ids.push_back(text_of(row.as_object(), "InstanceId"));
    json::array states;
    for (const auto& id : ids) {
        if (find_where(list_of(balancer, "Instances"), "InstanceId", id) == nullptr)
            return no_instance(id);
        states.push_back(instance_state(call.world, call.scope(), balancer, id));
    }
    return json::object{{"InstanceStates", std::move(states)}};
}

constexpr std::array classic_rows{
    OperationRow{"RegisterInstancesWithLoadBalancer", register_instances},
    OperationRow{"DeregisterInstancesFromLoadBalancer", deregister_instances},
    OperationRow{"DescribeInstanceHealth", describe_health},
};

}  // namespace

std::span<const OperationRow> classic_instance_operations() {
    return classic_rows;
}

}  // namespace inland::emulator::classic
