// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/classic/health.h"

#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/elasticloadbalancing/probe.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <array>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator::classic {

namespace {

constexpr std::string_view health_changes = "elasticloadbalancing:classic-health-changes";

/// "TCP:31234" or "HTTP:31234/healthz".
std::optional<std::uint16_t> port_of(std::string_view target) {
    const auto colon = target.find(':');
    std::uint16_t port = 0;
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto digits = target.substr(colon + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return read.ec == std::errc() && port > 0 ? std::optional(port) : std::nullopt;
}

/// TCP and SSL checks have no path, the others need one.
bool is_target(std::string_view target) {
    const auto protocol = target.substr(0, target.find(':'));
    const bool has_path = target.find('/') != std::string_view::npos;
    if (protocol == "TCP" || protocol == "SSL")
        return port_of(target) && !has_path;
    return (protocol == "HTTP" || protocol == "HTTPS") && port_of(target) && has_path;
}

struct Bound {
    std::string_view member;
    std::int64_t least, most;
};
constexpr std::array bounds{Bound{"Interval", 5, 300}, Bound{"Timeout", 2, 60},
                            Bound{"UnhealthyThreshold", 2, 10}, Bound{"HealthyThreshold", 2, 10}};

Result<void> check(const json::object& health_check) {
    if (!is_target(text_of(health_check, "Target")))
        return refuse("ValidationError",
                      "HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL, and name "
                      "a port, and a path where it asks for one");
    for (const auto& [member, least, most] : bounds)
        if (const auto value = number_of(health_check, member); value < least || value > most)
            return refuse("ValidationError", fmt::format("HealthCheck {} must be between {} and {}",
                                                         member, least, most));
    if (number_of(health_check, "Timeout") >= number_of(health_check, "Interval"))
        return refuse("ValidationError",
                      "HealthCheck timeout must be less than the health check interval");
    return {};
}

Result<json::object> configure_check(const Call& call) {
    static_cast<void>(TRY(lookup_input(call)));
    TRY_VOID(need(call, {"HealthCheck"}));
    const auto& health_check = object_of(call.input, "HealthCheck");
    TRY_VOID(check(health_check));
    update(call, [&](json::object& record) { record["HealthCheck"] = health_check; });
    return json::object{{"HealthCheck", health_check}};
}

constexpr std::array classic_rows{OperationRow{"ConfigureHealthCheck", configure_check}};

/// How long it takes until as many checks have been made as a threshold says.
Duration time_of(const json::object& balancer, std::string_view threshold) {
    const auto& health_check = object_of(balancer, "HealthCheck");
    return std::chrono::seconds(number_of(health_check, "Interval") *
                                number_of(health_check, threshold));
}

json::object state(const std::string& id, std::string_view state, std::string_view reason,
                   std::string_view description) {
    return {
        {"InstanceId", id}, {"State", state}, {"ReasonCode", reason}, {"Description", description}};
}

bool is_reached(World& world, const Scope& scope, const json::object& balancer,
                const json::object& instance) {
    const auto port = port_of(text_of(object_of(balancer, "HealthCheck"), "Target"));
    return port && !balancing::obstacle(world, scope,
                                        {balancer_kind, text_of(balancer, "LoadBalancerName"),
                                         balancing::Filtering::Groups},
                                        text_of(instance, "PrivateIpAddress"), *port);
}

}  // namespace

json::object first_health_check(const json::array& listeners) {
    const auto port =
        number_of(object_of(listeners.front().as_object(), "Listener"), "InstancePort");
    return {{"Target", fmt::format("TCP:{}", port)},
            {"Interval", 30},
            {"Timeout", 5},
            {"UnhealthyThreshold", 2},
            {"HealthyThreshold", 10}};
}

json::object instance_state(World& world, const Scope& scope, const json::object& balancer,
                            const std::string& instance_id) {
    const auto* instance = world.store().find({scope, std::string(kind::instance), instance_id});
    const auto running =
        instance == nullptr ? "terminated" : text_of(object_of(*instance, "State"), "Name");
    if (running != "running")
        return state(instance_id, "OutOfService", "Instance",
                     fmt::format("Instance is in {} state.", running));
    const auto since = TimePoint(std::chrono::duration_cast<Duration>(
        std::chrono::milliseconds(number_of(object_of(balancer, "_registered"), instance_id))));
    const auto age = world.now() - since;
    if (age < time_of(balancer, "HealthyThreshold"))
        return state(instance_id, "OutOfService", "ELB",
                     "Instance registration is still in progress.");
    if (is_reached(world, scope, balancer, *instance))
        return state(instance_id, "InService", "N/A", "N/A");
    return state(instance_id, "OutOfService", "Instance",
                 "Instance has failed at least the UnhealthyThreshold number of health checks "
                 "consecutively.");
}

void expect_checks(World& world, const json::object& balancer) {
    for (const auto* threshold : {"HealthyThreshold", "UnhealthyThreshold"})
        world.after(time_of(balancer, threshold), health_changes, {});
}

std::span<const OperationRow> classic_health_operations() {
    return classic_rows;
}

void register_health_events(Scheduler& scheduler) {
    scheduler.on(std::string(health_changes), [](World&, const json::object&) {});
}

}  // namespace inland::emulator::classic
