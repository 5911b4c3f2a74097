// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/autoscaling/maintenance_policy.h"

#include "emulator/services/autoscaling/lookup.h"
#include "emulator/services/members.h"

#include <string_view>

namespace inland::emulator::autoscaling {

namespace {

constexpr std::string_view policy_member = "InstanceMaintenancePolicy";
constexpr std::int64_t default_healthy_percentage = 90;
constexpr std::int64_t whole = 100;
constexpr std::int64_t widest = 100;
constexpr std::int64_t cleared = -1;

struct Percentages {
    std::int64_t minimum;
    std::int64_t maximum;
};

Percentages percentages_of(const json::object& policy) {
    return {number_of(policy, "MinHealthyPercentage", cleared),
            number_of(policy, "MaxHealthyPercentage", cleared)};
}

bool is_cleared(const Percentages& given) {
    return given.minimum == cleared && given.maximum == cleared;
}

bool is_valid(const Percentages& given) {
    return given.minimum >= 0 && given.minimum <= whole && given.maximum >= whole &&
           given.maximum <= 2 * whole && given.maximum - given.minimum <= widest;
}

}  // namespace

Result<void> check_maintenance_policy(const json::object& input) {
    if (!has(input, policy_member))
        return {};
    const auto given = percentages_of(object_of(input, policy_member));
    if (is_cleared(given) || is_valid(given))
        return {};
    return scaling_error(
        "MinHealthyPercentage must be from 0 to 100 and MaxHealthyPercentage from 100 to 200, both "
        "must be specified, and the difference between them cannot be greater than 100.");
}

void keep_maintenance_policy(const json::object& input, json::object& group) {
    if (!has(input, policy_member))
        return;
    if (is_cleared(percentages_of(object_of(input, policy_member))))
        group.erase(policy_member);
    else
        group[policy_member] = object_of(input, policy_member);
}

std::int64_t healthy_percentage(const json::object& group) {
    return number_of(object_of(group, policy_member), "MinHealthyPercentage",
                     default_healthy_percentage);
}

}  // namespace inland::emulator::autoscaling
