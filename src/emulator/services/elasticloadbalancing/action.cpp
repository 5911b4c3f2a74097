// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/action.h"

#include "emulator/services/elasticloadbalancing/listener.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::size_t most_groups = 5;

bool is_network(const json::object& listener) {
    return !is_application_protocol(text_of(listener, "Protocol"));
}

/// Which protocols a group must have to be served by a listener.
bool protocols_fit(const std::string& listener, const std::string& group) {
    if (is_application_protocol(listener))
        return is_application_protocol(group);
    if (listener == "TLS")
        return group == "TLS" || group == "TCP";
    return listener == group;
}

Result<void> check_group(const Call& call, const json::object& listener, const std::string& arn) {
    const auto* group = TRY(lookup(call, target_group_type, arn));
    const auto* balancer =
        TRY(lookup(call, load_balancer_type, text_of(listener, "LoadBalancerArn")));
    const auto own_protocol = text_of(listener, "Protocol");
    if (!protocols_fit(own_protocol, text_of(*group, "Protocol")))
        return refuse(
            is_application_protocol(own_protocol) ? "InvalidConfigurationRequest"
                                                  : "IncompatibleProtocols",
            fmt::format("Listener protocol '{}' is not supported with a target group with the "
                        "protocol '{}'",
                        own_protocol, text_of(*group, "Protocol")));
    if (text_of(*group, "VpcId") != text_of(*balancer, "VpcId"))
        return refuse("InvalidConfigurationRequest",
                      fmt::format("The target group '{}' is not in the VPC '{}' of the load "
                                  "balancer",
                                  arn, text_of(*balancer, "VpcId")));
    for (const auto& other : balancers_of(call.world, call.scope(), arn))
        if (other != text_of(listener, "LoadBalancerArn"))
            return refuse("TargetGroupAssociationLimit",
                          fmt::format("The following target groups cannot be associated with more "
                                      "than one load balancer: {}",
                                      arn));
    return {};
}

json::object weighted(std::string_view arn, const json::object& listener) {
    json::object tuple{{"TargetGroupArn", arn}};
    if (!is_network(listener))
        tuple["Weight"] = 1;
    return tuple;
}

Result<json::object> complete_forward(const Call& call, const json::object& listener,
                                      json::object action) {
    if (!has(action, "TargetGroupArn") && !has(action, "ForwardConfig"))
        return invalid("A target group ARN must be specified");
    const auto forwarded = text_of(action, "TargetGroupArn");
    // References into the action: nothing may be added to it until they are done with.
    auto& config = object_in(action, "ForwardConfig");
    auto& tuples = list_in(config, "TargetGroups");
    if (tuples.empty())
        tuples.push_back(weighted(forwarded, listener));
    if (tuples.size() > most_groups)
        return refuse("TooManyTargetGroups",
                      fmt::format("You can specify at most {} target groups", most_groups));
    for (auto& tuple : tuples) {
        const auto arn = text_of(tuple.as_object(), "TargetGroupArn");
        TRY_VOID(check_group(call, listener, arn));
        if (!is_network(listener) && !has(tuple.as_object(), "Weight"))
            tuple.as_object()["Weight"] = 1;
    }
    if (!is_network(listener) && !has(config, "TargetGroupStickinessConfig"))
        config["TargetGroupStickinessConfig"] = json::object{{"Enabled", false}};
    const auto groups = target_groups_of({action});
    if (groups.size() == 1)
        action["TargetGroupArn"] = groups.front();
    else
        action.erase("TargetGroupArn");
    return action;
}

Result<json::object> complete_redirect(const Call& /*call*/, const json::object& /*listener*/,
                                       json::object action) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> parts{
        {{"Protocol", "#{protocol}"},
         {"Port", "#{port}"},
         {"Host", "#{host}"},
         {"Path", "/#{path}"},
         {"Query", "#{query}"}}};
    auto& config = object_in(action, "RedirectConfig");
    const auto code = text_of(config, "StatusCode");
    if (code != "HTTP_301" && code != "HTTP_302")
        return invalid("A redirect action needs a status code of HTTP_301 or HTTP_302");
    bool changes = false;
    for (const auto& [member, same] : parts) {
        if (!has(config, member))
            config[member] = same;
        changes = changes || (member != "Query" && text_of(config, member) != same);
    }
    if (!changes)
        return refuse("InvalidLoadBalancerAction",
                      "The redirect configuration is not valid because it creates a loop.");
    return action;
}

Result<json::object> complete_response(const Call& /*call*/, const json::object& /*listener*/,
                                       json::object action) {
    const auto code = text_of(object_of(action, "FixedResponseConfig"), "StatusCode");
    constexpr std::string_view classes = "245";
    if (code.size() != 3 || classes.find(code.front()) == std::string_view::npos)
        return invalid(
            fmt::format("The status code '{}' of a fixed response must be 2XX, 4XX or "
                        "5XX",
                        code));
    return action;
}

/// Kept as they are: nothing in the emulated world signs in.
Result<json::object> complete_authentication(const Call& /*call*/, const json::object& listener,
                                             json::object action) {
    if (text_of(listener, "Protocol") != "HTTPS")
        return refuse("InvalidLoadBalancerAction",
                      fmt::format("Actions of type '{}' are supported only on HTTPS listeners",
                                  text_of(action, "Type")));
    return action;
}

struct ActionRow {
    std::string_view type;
    bool ends;  ///< answers the request: the last action, and only it
    Result<json::object> (*complete)(const Call&, const json::object&, json::object);
};
constexpr std::array rows{
    ActionRow{"forward", true, complete_forward},
    ActionRow{"redirect", true, complete_redirect},
    ActionRow{"fixed-response", true, complete_response},
    ActionRow{"authenticate-oidc", false, complete_authentication},
    ActionRow{"authenticate-cognito", false, complete_authentication},
};

Result<const ActionRow*> row_of(const json::object& listener, const std::string& type) {
    const auto row = std::ranges::find(rows, type, &ActionRow::type);
    if (row == rows.end())
        return invalid(fmt::format("The action type '{}' is not emulated by Inland.", type));
    if (is_network(listener) && row->type != "forward")
        return refuse(
            "InvalidLoadBalancerAction",
            fmt::format("The action type '{}' is not valid with network load balancers", type));
    return &*row;
}

void collect(const json::array& actions, std::set<std::string>& arns) {
    for (const auto& arn : target_groups_of(actions))
        arns.insert(arn);
}

}  // namespace

std::vector<std::string> target_groups_of(const json::array& actions) {
    std::vector<std::string> arns;
    for (const auto& action : actions)
        for (const auto& tuple :
             list_of(object_of(action.as_object(), "ForwardConfig"), "TargetGroups"))
            arns.push_back(text_of(tuple.as_object(), "TargetGroupArn"));
    return arns;
}

Result<json::array> complete_actions(const Call& call, const json::object& listener,
                                     const json::array& actions) {
    if (actions.empty())
        return invalid("At least one action must be specified");
    auto ordered = actions;
    std::ranges::stable_sort(ordered, {}, [](const json::value& action) {
        return number_of(action.as_object(), "Order");
    });
    json::array completed;
    for (const auto& action : ordered) {
        const auto* row = TRY(row_of(listener, text_of(action.as_object(), "Type")));
        if (row->ends != (completed.size() + 1 == ordered.size()))
            return refuse("InvalidLoadBalancerAction",
                          "The last action, and no other, must be forward, redirect or "
                          "fixed-response");
        completed.push_back(TRY(row->complete(call, listener, action.as_object())));
        if (ordered.size() > 1)
            completed.back().as_object()["Order"] = completed.size();
    }
    return completed;
}

std::vector<std::string> balancers_of(const World& world, const Scope& scope,
                                      std::string_view target_group_arn) {
    std::set<std::string> balancers;
    for (const auto& [arn, rule] : world.store().list(scope, kind::listener_rule)) {
        std::set<std::string> groups;
        collect(list_of(*rule, "Actions"), groups);
        if (groups.contains(std::string(target_group_arn)))
            balancers.insert(text_of(*rule, "_load_balancer"));
    }
    return {balancers.begin(), balancers.end()};
}

}  // namespace inland::emulator::balancing
