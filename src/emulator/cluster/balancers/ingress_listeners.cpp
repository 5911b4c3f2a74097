// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress_listeners.h"

#include "core/crypto.h"
#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view elb = "elasticloadbalancing";

using Arns = std::map<std::string, std::string>;  ///< of target groups, by name

Result<void> carry_out(const IngressJob& job, std::string_view operation,
                       const json::object& input) {
    static_cast<void>(TRY(job.pod.calls(elb, operation, input)));
    return {};
}

Result<std::string> made_group(const IngressJob& job, const ModelTargetGroup& group) {
    json::object input = group.settings;
    input["Name"] = group.name;
    input["Port"] = group.port;
    input["TargetType"] = group.kind == TargetKind::Instance ? "instance" : "ip";
    input["VpcId"] = vpc_of(job.objects);
    input["Tags"] = ingress_tags(job, group.resource);
    const auto made = TRY(job.pod.calls(elb, "CreateTargetGroup", input));
    return text_of(list_of(made, "TargetGroups").front().as_object(), "TargetGroupArn");
}

Result<void> settle_health_check(const IngressJob& job, const ModelTargetGroup& group,
                                 const json::object& there) {
    json::object wanted;
    json::object found;
    const auto members = {"HealthCheckProtocol",        "HealthCheckPath",
                          "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds",
                          "HealthyThresholdCount",      "UnhealthyThresholdCount"};
    for (const std::string_view member : members) {
        copy_members(group.settings, wanted, {member});
        copy_members(there, found, {member});
    }
    if (wanted == found)
        return {};
    wanted["TargetGroupArn"] = text_of(there, "TargetGroupArn");
    return carry_out(job, "ModifyTargetGroup", wanted);
}

Result<std::string> ensure_target_group(const IngressJob& job, const ModelTargetGroup& group) {
    const auto answer = job.pod.calls(elb, "DescribeTargetGroups",
                                      {{"Names", json::array{json::string(group.name)}}});
    if (!answer && answer.error().code != "TargetGroupNotFound")
        return std::unexpected(answer.error());
    const auto* const rows = answer ? &list_of(*answer, "TargetGroups") : nullptr;
    if (rows == nullptr || rows->empty())
        return made_group(job, group);
    TRY_VOID(settle_health_check(job, group, rows->front().as_object()));
    return text_of(rows->front().as_object(), "TargetGroupArn");
}

/// The model's actions with ARNs in the places of names.
json::array with_arns(json::array actions, const Arns& arns) {
    for (auto& action : actions) {
        if (text_of(action.as_object(), "Type") != "forward")
            continue;
        for (auto& tuple : list_in(object_in(action.as_object(), "ForwardConfig"), "TargetGroups"))
            if (const auto arn = arns.find(text_of(tuple.as_object(), "TargetGroupArn"));
                arn != arns.end())
                tuple.as_object()["TargetGroupArn"] = arn->second;
    }
    return actions;
}

json::array certificate_rows(const ModelListener& listener) {
    json::array rows;
    if (!listener.certificates.empty())
        rows.push_back(json::object{{"CertificateArn", listener.certificates.front()}});
    return rows;
}

json::object settings_of(const ModelListener& listener, std::int64_t port, const Arns& arns) {
    json::object settings{{"Port", port},
                          {"Protocol", listener.protocol},
                          {"DefaultActions", with_arns(listener.default_actions, arns)}};
    if (listener.protocol == "HTTPS")
        settings["Certificates"] = certificate_rows(listener);
    return settings;
}

Result<std::string> ensure_listener(const IngressJob& job, const std::string& balancer,
                                    const json::array& there, const json::object& settings) {
    for (const auto& each : there)
        if (number_of(each.as_object(), "Port") == number_of(settings, "Port")) {
            auto input = settings;
            input["ListenerArn"] = text_of(each.as_object(), "ListenerArn");
            TRY_VOID(carry_out(job, "ModifyListener", input));
            return text_of(input, "ListenerArn");
        }
    auto input = settings;
    input["LoadBalancerArn"] = balancer;
    input["Tags"] = ingress_tags(job, fmt::format("{}", number_of(settings, "Port")));
    const auto made = TRY(job.pod.calls(elb, "CreateListener", input));
    return text_of(list_of(made, "Listeners").front().as_object(), "ListenerArn");
}

Result<void> rewrite_rules(const IngressJob& job, const std::string& listener, std::int64_t port,
                           const std::vector<ModelRule>& rules, const Arns& arns) {
    const auto there = TRY(job.pod.calls(elb, "DescribeRules", {{"ListenerArn", listener}}));
    for (const auto& rule : list_of(there, "Rules"))
        if (!flag_of(rule.as_object(), "IsDefault"))
            TRY_VOID(
                carry_out(job, "DeleteRule", {{"RuleArn", text_of(rule.as_object(), "RuleArn")}}));
    std::int64_t priority = 0;
    for (const auto& rule : rules) {
        ++priority;
        TRY_VOID(carry_out(job, "CreateRule",
                           {{"ListenerArn", listener},
                            {"Priority", priority},
                            {"Conditions", rule.conditions},
                            {"Actions", with_arns(rule.actions, arns)},
                            {"Tags", ingress_tags(job, fmt::format("{}:{}", port, priority))}}));
    }
    return {};
}

/// All that rules are made of, and where they stand.
std::string digest_of(const IngressModel& model, const std::string& balancer, const Arns& arns) {
    auto text = balancer;
    for (const auto& [port, listener] : model.listeners)
        for (const auto& rule : listener.rules)
            text += fmt::format(" {} {} {}", port, json::serialize(rule.conditions),
                                json::serialize(with_arns(rule.actions, arns)));
    return hex(sha256(text));
}

Result<void> remove_other_listeners(const IngressJob& job, const IngressModel& model,
                                    const json::array& there) {
    for (const auto& each : there)
        if (!model.listeners.contains(number_of(each.as_object(), "Port")))
            TRY_VOID(carry_out(job, "DeleteListener",
                               {{"ListenerArn", text_of(each.as_object(), "ListenerArn")}}));
    return {};
}

Result<void> remove_other_groups(const IngressJob& job, const IngressModel& model,
                                 const json::object& before) {
    for (const auto& each : list_of(before, "TargetGroups"))
        if (!model.target_groups.contains(text_of(each.as_object(), "TargetGroupName")))
            TRY_VOID(carry_out(job, "DeleteTargetGroup",
                               {{"TargetGroupArn", text_of(each.as_object(), "TargetGroupArn")}}));
    return {};
}

Result<Arns> ensure_target_groups(const IngressJob& job, const IngressModel& model) {
    Arns arns;
    for (const auto& [name, group] : model.target_groups) {
        arns[name] = TRY(ensure_target_group(job, group));
        TRY_VOID(register_targets(job.pod.calls, arns[name], group.targets));
    }
    return arns;
}

}  // namespace

Result<std::string> deploy_listeners(const IngressJob& job, const IngressModel& model,
                                     const std::string& balancer, const std::string& rules) {
    const json::object named{{"LoadBalancerArn", balancer}};
    const auto groups = TRY(job.pod.calls(elb, "DescribeTargetGroups", named));
    const auto arns = TRY(ensure_target_groups(job, model));
    const auto listeners = TRY(job.pod.calls(elb, "DescribeListeners", named));
    TRY_VOID(remove_other_listeners(job, model, list_of(listeners, "Listeners")));
    auto digest = digest_of(model, balancer, arns);
    for (const auto& [port, listener] : model.listeners) {
        const auto arn = TRY(ensure_listener(job, balancer, list_of(listeners, "Listeners"),
                                             settings_of(listener, port, arns)));
        if (digest != rules)
            TRY_VOID(rewrite_rules(job, arn, port, listener.rules, arns));
    }
    TRY_VOID(remove_other_groups(job, model, groups));
    return digest;
}

}  // namespace inland::emulator::cluster
