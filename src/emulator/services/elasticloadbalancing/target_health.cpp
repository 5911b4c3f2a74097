// SPDX-License-Identifier: Apache-2.0
#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/elasticloadbalancing/action.h"
#include "emulator/services/elasticloadbalancing/health_states.h"
#include "emulator/services/elasticloadbalancing/probe.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/elasticloadbalancing/targets.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

/// A target's health is worked out when somebody asks: from how long it has been registered, what
/// its machine does, and whether the emulated network lets the balancer's interfaces reach it.
namespace inland::emulator::balancing {

namespace {

/// Everything that the health of one target depends on.
struct Checkup {
    const Call& call;
    const json::object& group;
    const Target& target;
    const json::object* balancer;  ///< nullptr: nothing forwards to the group
    const json::object* machine;   ///< nullptr: an address that is no instance's
    std::string address;
    std::string zone;
};

json::object health(std::string_view state, std::string_view reason, std::string description) {
    return {{"State", state}, {"Reason", reason}, {"Description", std::move(description)}};
}

/// The health that some circumstance alone decides, or nothing.
using Rule = std::optional<json::object> (*)(const Checkup& checkup);

std::optional<json::object> draining(const Checkup& checkup) {
    if (!checkup.target.deregistered_at)
        return std::nullopt;
    return health("draining", "Target.DeregistrationInProgress",
                  "Target deregistration is in progress");
}

std::optional<json::object> not_in_use(const Checkup& checkup) {
    if (checkup.balancer != nullptr)
        return std::nullopt;
    return health("unused", "Target.NotInUse",
                  "Target group is not configured to receive traffic from the load balancer");
}

std::optional<json::object> not_running(const Checkup& checkup) {
    if (text_of(checkup.group, "TargetType") != "instance")
        return std::nullopt;
    const auto state = checkup.machine == nullptr
                           ? "terminated"
                           : text_of(object_of(*checkup.machine, "State"), "Name");
    if (state == "running")
        return std::nullopt;
    return health("unused", "Target.InvalidState", fmt::format("Target is in the {} state", state));
}

std::optional<json::object> zone_not_enabled(const Checkup& checkup) {
    const auto zones = values_at(*checkup.balancer, "AvailabilityZones[].ZoneName");
    if (checkup.zone.empty() || std::ranges::find(zones, checkup.zone) != zones.end())
        return std::nullopt;
    return health("unused", "Target.NotInUse",
                  "Target is in an Availability Zone that is not enabled for the load balancer");
}

Duration seconds_of(const Checkup& checkup, std::string_view member) {
    return std::chrono::seconds(number_of(checkup.group, member));
}

Duration age_of(const Checkup& checkup) {
    return checkup.call.world.now() - checkup.target.registered_at;
}

std::optional<json::object> registering(const Checkup& checkup) {
    const bool provisioning =
        text_of(object_of(*checkup.balancer, "State"), "Code") == "provisioning";
    if (!provisioning && age_of(checkup) >= registration_time(checkup.call.world))
        return std::nullopt;
    return health("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
}

std::optional<json::object> first_checks(const Checkup& checkup) {
    const auto first_check =
        registration_time(checkup.call.world) + seconds_of(checkup, "HealthCheckIntervalSeconds");
    if (age_of(checkup) >= first_check)
        return std::nullopt;
    return health("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
}

std::uint16_t port_checked(const Checkup& checkup) {
    const auto text = text_of(checkup.group, "HealthCheckPort");
    const bool numbered =
        !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return static_cast<std::uint16_t>(numbered ? std::stoi(text) : checkup.target.port);
}

/// What keeps every interface from the target, in one line; nothing when one reaches it.
std::optional<std::string> obstacle_of(const Checkup& checkup) {
    const auto filtering =
        list_of(*checkup.balancer, "SecurityGroups").empty() ? Filtering::None : Filtering::Groups;
    return obstacle(checkup.call.world, checkup.call.scope(),
                    {kind::load_balancer, text_of(*checkup.balancer, "LoadBalancerArn"), filtering},
                    checkup.address, port_checked(checkup));
}

std::optional<json::object> unreachable(const Checkup& checkup) {
    if (!obstacle_of(checkup))
        return std::nullopt;
    const auto missed = seconds_of(checkup, "HealthCheckIntervalSeconds") *
                        number_of(checkup.group, "UnhealthyThresholdCount");
    if (age_of(checkup) < registration_time(checkup.call.world) + missed)
        return health("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
    const bool asks = text_of(checkup.group, "HealthCheckProtocol").starts_with("HTTP");
    return asks ? health("unhealthy", "Target.Timeout", "Request timed out")
                : health("unhealthy", "Target.FailedHealthChecks", "Health checks failed");
}

/// In the order in which they outweigh each other.
constexpr std::array<Rule, 7> rules{draining,    not_in_use,   not_running, zone_not_enabled,
                                    registering, first_checks, unreachable};

json::object health_of(const Checkup& checkup) {
    for (const auto rule : rules)
        if (auto decided = rule(checkup))
            return *decided;
    return {{"State", "healthy"}};
}

std::string zone_of_address(const Call& call, const json::object& group, std::string_view text) {
    const auto address = Ipv4Address::parse(text);
    for (const auto& [id, subnet] :
         records_where(call.world, call.scope(), kind::subnet, "VpcId", text_of(group, "VpcId"))) {
        const auto block = Ipv4Prefix::parse(text_of(*subnet, "CidrBlock"));
        if (address && block && block->contains(*address))
            return text_of(*subnet, "AvailabilityZone");
    }
    return "";
}

Checkup checkup_of(const Call& call, const json::object& group, const Target& target) {
    Checkup checkup{call, group, target, nullptr, nullptr, target.id, target.zone};
    const auto balancers = balancers_of(call.world, call.scope(), text_of(group, "TargetGroupArn"));
    if (!balancers.empty())
        checkup.balancer = call.world.store().find(key_of(call, load_balancer_type, balancers[0]));
    if (text_of(group, "TargetType") == "instance") {
        checkup.machine =
            call.world.store().find({call.scope(), std::string(kind::instance), target.id});
        if (checkup.machine != nullptr) {
            checkup.address = text_of(*checkup.machine, "PrivateIpAddress");
            checkup.zone = text_of(object_of(*checkup.machine, "Placement"), "AvailabilityZone");
        }
    } else if (checkup.zone.empty()) {
        checkup.zone = zone_of_address(call, group, target.id);
    }
    if (checkup.zone == "all")
        checkup.zone.clear();
    return checkup;
}

json::object row_of(const Call& call, const json::object& group, const Target& target) {
    const auto checkup = checkup_of(call, group, target);
    json::object named{{"Id", target.id}, {"Port", target.port}};
    if (text_of(group, "TargetType") == "ip")
        named["AvailabilityZone"] = target.zone.empty() ? checkup.zone : target.zone;
    return {{"Target", std::move(named)},
            {"HealthCheckPort", fmt::format("{}", port_checked(checkup))},
            {"TargetHealth", health_of(checkup)}};
}

json::object unregistered_row(const json::object& asked) {
    json::object named;
    copy_members(asked, named, {"Id", "Port", "AvailabilityZone"});
    return {{"Target", std::move(named)},
            {"TargetHealth", health("unused", "Target.NotRegistered",
                                    "Target is not registered to the target group")}};
}

bool is_asked(const Target& target, const json::object& asked) {
    return target.id == text_of(asked, "Id") &&
           (!has(asked, "Port") || target.port == number_of(asked, "Port"));
}

/// The asked targets' rows, those that nobody registered included.
json::array asked_rows(const Call& call, const json::object& group,
                       const std::vector<Target>& targets) {
    json::array rows;
    for (const auto& asked : list_of(call.input, "Targets")) {
        bool found = false;
        for (const auto& target : targets)
            if (is_asked(target, asked.as_object())) {
                rows.push_back(row_of(call, group, target));
                found = true;
            }
        if (!found)
            rows.push_back(unregistered_row(asked.as_object()));
    }
    return rows;
}

Result<json::object> describe_target_health(const Call& call) {
    const auto group = *TRY(lookup_input(call, target_group_type));
    const auto targets = targets_of(call.world, call.scope(), group);
    json::array rows;
    if (!list_of(call.input, "Targets").empty())
        rows = asked_rows(call, group, targets);
    else
        for (const auto& target : targets)
            rows.push_back(row_of(call, group, target));
    return json::object{{"TargetHealthDescriptions", std::move(rows)}};
}

constexpr std::array operations{OperationRow{"DescribeTargetHealth", describe_target_health}};

}  // namespace

json::array health_of_targets(World& world, const Scope& scope, const json::object& group) {
    const Caller nobody{.account = scope.account,
                        .region = scope.region,
                        .principal_arn = {},
                        .access_key_id = {},
                        .user_id = {}};
    const json::object input;
    const Call call{world, nobody, "DescribeTargetHealth", input, {}};
    json::array rows;
    for (const auto& target : targets_of(world, scope, group))
        rows.push_back(row_of(call, group, target));
    return rows;
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> target_health_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
