// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/healthy_targets.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/elasticloadbalancing/action.h"
#include "emulator/services/elasticloadbalancing/attributes.h"
#include "emulator/services/elasticloadbalancing/health_states.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <limits>

namespace inland::emulator::balancing {

namespace {

void add_targets(World& world, const Scope& scope, const json::object& group,
                 TargetChoice& choice) {
    const bool by_instance = text_of(group, "TargetType") == "instance";
    for (const auto& row : health_of_targets(world, scope, group)) {
        const auto& named = object_of(row.as_object(), "Target");
        const auto id = text_of(named, "Id");
        const auto state = text_of(object_of(row.as_object(), "TargetHealth"), "State");
        auto& list = state == "healthy" ? choice.healthy : choice.others;
        list.push_back({id, by_instance ? address_of_instance(world, scope, id) : id,
                        static_cast<std::uint16_t>(number_of(named, "Port"))});
    }
    if (attribute(world, owner_of_target_group(group), group, "preserve_client_ip.enabled") ==
        "true")
        choice.keeps_client_addresses = true;
}

std::int64_t rank_of(const json::object& rule) {
    const auto priority = text_of(rule, "Priority");
    return priority == "default" ? std::numeric_limits<std::int64_t>::max() : std::stoll(priority);
}

}  // namespace

TargetChoice targets_of_listener(World& world, const Scope& scope, const std::string& listener) {
    json::array actions;
    for (const auto& rule : rules_of_listener(world, scope, listener))
        for (const auto& action : list_of(rule, "Actions"))
            actions.push_back(action);
    return targets_of_actions(world, scope, actions);
}

TargetChoice targets_of_actions(World& world, const Scope& scope, const json::array& actions) {
    TargetChoice choice;
    for (const auto& arn : target_groups_of(actions))
        if (const auto* group = world.store().find({scope, std::string(kind::target_group), arn}))
            add_targets(world, scope, json::object(*group), choice);
    return choice;
}

std::vector<json::object> rules_of_listener(const World& world, const Scope& scope,
                                            const std::string& listener) {
    std::vector<json::object> rules;
    for (const auto& [arn, rule] :
         records_where(world, scope, kind::listener_rule, "_listener", listener))
        rules.push_back(*rule);
    std::ranges::sort(rules, {}, rank_of);
    return rules;
}

std::string address_of_instance(const World& world, const Scope& scope, const std::string& id) {
    const auto* instance = world.store().find({scope, std::string(kind::instance), id});
    return instance == nullptr ? "" : text_of(*instance, "PrivateIpAddress");
}

}  // namespace inland::emulator::balancing
