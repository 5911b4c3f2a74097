// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress_deployment.h"

#include "emulator/cluster/balancers/controller_groups.h"
#include "emulator/cluster/balancers/ingress_listeners.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view elb = "elasticloadbalancing";

Result<json::object> balancer_called(const IngressJob& job, const std::string& name) {
    const auto answer =
        job.pod.calls(elb, "DescribeLoadBalancers", {{"Names", json::array{json::string(name)}}});
    if (!answer && answer.error().code == "LoadBalancerNotFound")
        return json::object{};
    if (!answer)
        return std::unexpected(answer.error());
    const auto& rows = list_of(*answer, "LoadBalancers");
    return rows.empty() ? json::object() : rows.front().as_object();
}

json::object client_rule(std::int64_t port, const std::string& block) {
    return {{"IpProtocol", "tcp"},
            {"FromPort", port},
            {"ToPort", port},
            {"IpRanges", json::array{json::object{{"CidrIp", block}}}}};
}

bool is_wanted(const IngressModel& model, std::int64_t port, const std::string& block) {
    const auto listener = model.listeners.find(port);
    return listener != model.listeners.end() &&
           std::ranges::find(listener->second.admitted, block) != listener->second.admitted.end();
}

/// Nobody comes in whom no Ingress admits any more.
Result<void> revoke_unwanted(const IngressJob& job, const IngressModel& model,
                             const std::string& group) {
    const auto described = TRY(job.pod.calls("ec2", "DescribeSecurityGroups",
                                             {{"GroupIds", json::array{json::string(group)}}}));
    for (const auto& each : list_of(described, "SecurityGroups"))
        for (const auto& permission : list_of(each.as_object(), "IpPermissions"))
            for (const auto& range : list_of(permission.as_object(), "IpRanges")) {
                const auto port = number_of(permission.as_object(), "FromPort");
                const auto block = text_of(range.as_object(), "CidrIp");
                if (!is_wanted(model, port, block))
                    TRY_VOID(revoke(job.pod.calls, group, client_rule(port, block)));
            }
    return {};
}

struct Groups {
    json::array all;   ///< of the balancer
    std::string back;  ///< by which nodes know it; "" where nobody writes rules for it
};

Result<Groups> ensure_groups(const IngressJob& job, const IngressModel& model) {
    const ControllerPlace place{job.pod.calls, job.objects};
    Groups groups{array_of(model.groups), {}};
    if (model.groups.empty()) {
        const auto front = TRY(managed_group(place, managed_group_name(job),
                                             ingress_tags(job, "ManagedLBSecurityGroup")));
        for (const auto& [port, listener] : model.listeners)
            for (const auto& block : listener.admitted)
                TRY_VOID(admit(job.pod.calls, front, client_rule(port, block)));
        TRY_VOID(revoke_unwanted(job, model, front));
        groups.all.push_back(json::string(front));
    }
    if (model.writes_node_rules) {
        groups.back = TRY(backend_group(place));
        groups.all.push_back(json::string(groups.back));
    }
    return groups;
}

Result<void> settle_places(const IngressJob& job, const json::object& there,
                           const json::array& groups, const std::vector<std::string>& subnets) {
    const auto arn = text_of(there, "LoadBalancerArn");
    if (list_of(there, "SecurityGroups") != groups)
        static_cast<void>(TRY(job.pod.calls(
            elb, "SetSecurityGroups", {{"LoadBalancerArn", arn}, {"SecurityGroups", groups}})));
    auto before = values_at(there, "AvailabilityZones[].SubnetId");
    auto after = subnets;
    std::ranges::sort(before);
    std::ranges::sort(after);
    if (before != after)
        static_cast<void>(TRY(job.pod.calls(
            elb, "SetSubnets", {{"LoadBalancerArn", arn}, {"Subnets", array_of(subnets)}})));
    return {};
}

Result<json::object> ensure_balancer(const IngressJob& job, const IngressModel& model,
                                     const json::array& groups,
                                     const std::vector<std::string>& subnets) {
    const auto name = balancer_name(job, model.scheme);
    if (auto there = TRY(balancer_called(job, name)); !there.empty()) {
        TRY_VOID(settle_places(job, there, groups, subnets));
        return there;
    }
    const auto answer = TRY(job.pod.calls(
        elb, "CreateLoadBalancer",
        {{"Name", name},
         {"Type", "application"},
         {"Scheme", model.scheme == Scheme::Internal ? "internal" : "internet-facing"},
         {"IpAddressType", "ipv4"},
         {"SecurityGroups", groups},
         {"Subnets", array_of(subnets)},
         {"Tags", ingress_tags(job, "LoadBalancer")}}));
    return list_of(answer, "LoadBalancers").front().as_object();
}

Result<void> remove_balancer(const IngressJob& job, const std::string& name) {
    const auto balancer = TRY(balancer_called(job, name));
    if (balancer.empty())
        return {};
    const json::object named{{"LoadBalancerArn", text_of(balancer, "LoadBalancerArn")}};
    const auto groups = TRY(job.pod.calls(elb, "DescribeTargetGroups", named));
    static_cast<void>(TRY(job.pod.calls(elb, "DeleteLoadBalancer", named)));
    for (const auto& group : list_of(groups, "TargetGroups"))
        static_cast<void>(
            TRY(job.pod.calls(elb, "DeleteTargetGroup",
                              {{"TargetGroupArn", text_of(group.as_object(), "TargetGroupArn")}})));
    return {};
}

std::set<std::int64_t> ports_of_targets(const IngressModel& model) {
    std::set<std::int64_t> ports;
    for (const auto& [name, group] : model.target_groups)
        for (const auto& target : group.targets)
            ports.insert(number_of(target.as_object(), "Port"));
    return ports;
}

}  // namespace

Result<DeployedIngress> deploy_ingress_model(const IngressJob& job, const IngressModel& model,
                                             const std::vector<std::string>& subnets,
                                             const std::string& rules) {
    const auto other = model.scheme == Scheme::Internal ? Scheme::InternetFacing : Scheme::Internal;
    TRY_VOID(remove_balancer(job, balancer_name(job, other)));
    const auto groups = TRY(ensure_groups(job, model));
    const auto balancer = TRY(ensure_balancer(job, model, groups.all, subnets));
    const auto arn = text_of(balancer, "LoadBalancerArn");
    auto written = TRY(deploy_listeners(job, model, arn, rules));
    if (!groups.back.empty())
        TRY_VOID(open_nodes({job.pod.calls, job.objects}, target_nodes(job.objects), groups.back,
                            ports_of_targets(model)));
    return DeployedIngress{text_of(balancer, "DNSName"), std::move(written)};
}

Result<bool> remove_ingress_balancer(const IngressJob& job) {
    for (const auto scheme : {Scheme::Internal, Scheme::InternetFacing})
        TRY_VOID(remove_balancer(job, balancer_name(job, scheme)));
    const auto described =
        TRY(job.pod.calls("ec2", "DescribeSecurityGroups",
                          {{"Filters", ec2_filter("group-name", managed_group_name(job))}}));
    for (const auto& group : list_of(described, "SecurityGroups"))
        if (!TRY(delete_group(job.pod.calls, text_of(group.as_object(), "GroupId"))))
            return false;
    return true;
}

}  // namespace inland::emulator::cluster
