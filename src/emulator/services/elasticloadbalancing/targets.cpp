// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/targets.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/elasticloadbalancing/attributes.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

std::int64_t milliseconds(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

TimePoint time_of(std::int64_t milliseconds_since_epoch) {
    return TimePoint(
        std::chrono::duration_cast<Duration>(std::chrono::milliseconds(milliseconds_since_epoch)));
}

Target target_of(const json::object& row) {
    Target target{text_of(row, "Id"), number_of(row, "Port"), text_of(row, "AvailabilityZone"),
                  time_of(number_of(row, "_registered_at")), std::nullopt};
    if (has(row, "_deregistered_at"))
        target.deregistered_at = time_of(number_of(row, "_deregistered_at"));
    return target;
}

const json::object* instance_of(const World& world, const Scope& scope, const std::string& id) {
    return world.store().find({scope, std::string(kind::instance), id});
}

/// Blocks of addresses outside the VPC that may be targets (API reference, RegisterTargets).
constexpr std::array outside_blocks{Ipv4Prefix{Ipv4Address{10U << 24U}, 8},
                                    Ipv4Prefix{Ipv4Address{(100U << 24U) | (64U << 16U)}, 10},
                                    Ipv4Prefix{Ipv4Address{(172U << 24U) | (16U << 16U)}, 12},
                                    Ipv4Prefix{Ipv4Address{(192U << 24U) | (168U << 16U)}, 16}};

Result<void> check_instance(const Call& call, const json::object& group, const std::string& id) {
    const auto* instance = instance_of(call.world, call.scope(), id);
    if (instance == nullptr)
        return refuse("InvalidTarget", fmt::format("The following targets are not valid "
                                                   "instances: '{}'",
                                                   id));
    if (text_of(object_of(*instance, "State"), "Name") != "running")
        return refuse("InvalidTarget",
                      fmt::format("The following targets are not in a running state and cannot be "
                                  "registered: '{}'",
                                  id));
    if (text_of(*instance, "VpcId") != text_of(group, "VpcId"))
        return refuse("InvalidTarget",
                      fmt::format("The following targets are not in the target group VPC '{}': "
                                  "'{}'",
                                  text_of(group, "VpcId"), id));
    return {};
}

bool is_in_vpc(const Call& call, const json::object& group, Ipv4Address address) {
    const auto* vpc =
        call.world.store().find({call.scope(), std::string(kind::vpc), text_of(group, "VpcId")});
    return vpc != nullptr && std::ranges::any_of(blocks_of(*vpc), [&](const Ipv4Prefix& block) {
               return block.contains(address);
           });
}

Result<void> check_address(const Call& call, const json::object& group, const json::object& row) {
    const auto text = text_of(row, "Id");
    const auto address = Ipv4Address::parse(text);
    if (!address)
        return invalid(fmt::format("The IP address '{}' is not a valid IPv4 address", text));
    if (is_in_vpc(call, group, *address))
        return {};
    if (std::ranges::none_of(outside_blocks,
                             [&](const auto& block) { return block.contains(*address); }))
        return refuse("InvalidTarget",
                      fmt::format("The IP address '{}' is not within an allowed range", text));
    if (text_of(row, "AvailabilityZone") != "all")
        return invalid(
            fmt::format("You must specify an Availability Zone of 'all' for the IP "
                        "address '{}', which is outside the VPC",
                        text));
    return {};
}

bool is_same(const json::object& row, const json::object& other) {
    return text_of(row, "Id") == text_of(other, "Id") &&
           number_of(row, "Port") == number_of(other, "Port");
}

/// The input's targets with the group's port where they name none.
std::vector<json::object> named_targets(const Call& call, const json::object& group) {
    std::vector<json::object> rows;
    for (const auto& target : list_of(call.input, "Targets")) {
        auto row = target.as_object();
        if (!has(row, "Port"))
            row["Port"] = number_of(group, "Port");
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<void> check_port(const json::object& row) {
    constexpr std::int64_t last_port = 65535;
    const auto port = number_of(row, "Port");
    if (port < 1 || port > last_port)
        return invalid(
            fmt::format("The target port '{}' must be between 1 and {}", port, last_port));
    return {};
}

bool has_drained(const World& world, const json::object& group, const Target& target) {
    return target.deregistered_at &&
           *target.deregistered_at + draining_time(world, group) <= world.now();
}

/// Without those that have drained.
json::array current_rows(const World& world, const json::object& group) {
    json::array rows;
    for (const auto& row : list_of(group, "_targets"))
        if (!has_drained(world, group, target_of(row.as_object())))
            rows.push_back(row);
    return rows;
}

void erase_row(json::array& rows, const json::object& named) {
    for (auto row = rows.begin(); row != rows.end();)
        row = is_same(row->as_object(), named) ? rows.erase(row) : std::next(row);
}

constexpr std::string_view health_changes = "elasticloadbalancing:health-changes";

/// Health is worked out when somebody asks; the event says to clocks that jump when to ask again.
void expect_change(World& world, Duration delay) {
    world.after(delay, health_changes, {});
}

void expect_health_checks(World& world, const json::object& group) {
    const auto first = registration_time(world);
    const auto interval = std::chrono::seconds(number_of(group, "HealthCheckIntervalSeconds"));
    expect_change(world, first + interval);
    expect_change(world, first + interval * number_of(group, "UnhealthyThresholdCount"));
}

Result<json::object> register_targets(const Call& call) {
    TRY_VOID(need(call, {"Targets"}));
    const auto* group = TRY(lookup_input(call, target_group_type));
    auto rows = current_rows(call.world, *group);
    const bool by_address = text_of(*group, "TargetType") == "ip";
    for (auto& row : named_targets(call, *group)) {
        TRY_VOID(check_port(row));
        TRY_VOID(by_address ? check_address(call, *group, row)
                            : check_instance(call, *group, text_of(row, "Id")));
        erase_row(rows, row);
        row["_registered_at"] = milliseconds(call.world.now());
        rows.push_back(std::move(row));
    }
    TRY_VOID(check_quota(call, "elasticloadbalancing.TargetsPerTargetGroup", rows.size()));
    call.world.store().update(key_of(call, target_group_type, text_of(*group, "TargetGroupArn")),
                              [&](json::object& document) { document["_targets"] = rows; });
    expect_health_checks(call.world, *group);
    return json::object{};
}

/// A target named without a port goes with all its ports.
bool is_named(const json::object& row, const json::array& named) {
    return std::ranges::any_of(named, [&](const json::value& target) {
        const auto& asked = target.as_object();
        return text_of(row, "Id") == text_of(asked, "Id") &&
               (!has(asked, "Port") || number_of(row, "Port") == number_of(asked, "Port"));
    });
}

Result<json::object> deregister_targets(const Call& call) {
    TRY_VOID(need(call, {"Targets"}));
    const auto* group = TRY(lookup_input(call, target_group_type));
    auto rows = current_rows(call.world, *group);
    const auto now = milliseconds(call.world.now());
    for (auto& row : rows)
        if (is_named(row.as_object(), list_of(call.input, "Targets")) &&
            !has(row.as_object(), "_deregistered_at"))
            row.as_object()["_deregistered_at"] = now;
    call.world.store().update(key_of(call, target_group_type, text_of(*group, "TargetGroupArn")),
                              [&](json::object& document) { document["_targets"] = rows; });
    expect_change(call.world, draining_time(call.world, *group));
    return json::object{};
}

/// The machines of the Auto Scaling groups that have the target group.
std::vector<Target> scaled_targets(const World& world, const Scope& scope,
                                   const json::object& group) {
    std::vector<Target> targets;
    for (const auto& [name, scaling] :
         records_where(world, scope, kind::autoscaling_group, "TargetGroupARNs[]",
                       text_of(group, "TargetGroupArn")))
        for (const auto& [id, instance] :
             records_where(world, scope, kind::instance, "_autoscaling_group", name))
            if (is_alive(*instance) && text_of(object_of(*instance, "State"), "Name") == "running")
                targets.push_back({id, number_of(group, "Port"), "",
                                   time_of(number_of(*instance, "_launched_at")), std::nullopt});
    return targets;
}

constexpr std::array operations{
    OperationRow{"RegisterTargets", register_targets},
    OperationRow{"DeregisterTargets", deregister_targets},
};

}  // namespace

std::vector<Target> targets_of(const World& world, const Scope& scope, const json::object& group) {
    std::vector<Target> targets;
    for (const auto& row : current_rows(world, group))
        targets.push_back(target_of(row.as_object()));
    for (auto& scaled : scaled_targets(world, scope, group)) {
        const bool known = std::ranges::any_of(targets, [&](const Target& target) {
            return target.id == scaled.id && target.port == scaled.port;
        });
        if (!known)
            targets.push_back(std::move(scaled));
    }
    return targets;
}

Duration registration_time(const World& world) {
    return world.tables().typical("elasticloadbalancing.RegisterTargets");
}

Duration draining_time(const World& world, const json::object& group) {
    const auto seconds = attribute(world, owner_of_target_group(group), group,
                                   "deregistration_delay.timeout_seconds");
    return std::chrono::seconds(seconds.empty() ? 0 : std::stoll(seconds));
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

void register_target_events(Scheduler& scheduler) {
    scheduler.on(std::string(balancing::health_changes), [](World&, const json::object&) {});
}

std::span<const OperationRow> target_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
