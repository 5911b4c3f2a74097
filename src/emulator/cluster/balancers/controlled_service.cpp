// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controlled_service.h"

#include "core/crypto.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view elb = "elasticloadbalancing";

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return text;
}

/// "k8s-shop-orders-0123456789": the namespace and the name cut to eight letters, and a digest of
/// what makes it different from others.
std::string short_name(const ControlledJob& job, std::string_view what) {
    constexpr std::size_t part = 8;
    constexpr std::size_t digest_part = 10;
    const auto name = job.service.name();
    const auto slash = name.find('/');
    const auto digest =
        hex(sha256(fmt::format("{} {} {}", job.objects.cluster().id, job.service.uid(), what)));
    return fmt::format("k8s-{}-{}-{}", name.substr(0, std::min(slash, part)),
                       name.substr(slash + 1, part), digest.substr(0, digest_part));
}

json::array stack_tags(const ControlledJob& job, std::string_view resource) {
    return aws_tags({{"elbv2.k8s.aws/cluster", job.objects.cluster().id},
                     {"service.k8s.aws/stack", job.service.name()},
                     {"service.k8s.aws/resource", std::string(resource)}});
}

struct Groups {
    std::string front;  ///< lets clients in
    std::string back;   ///< by which nodes know the balancers of the cluster
};

Result<Groups> ensure_groups(const ControlledJob& job) {
    const ControllerPlace place{job.calls, job.objects};
    Groups groups;
    groups.front = TRY(
        managed_group(place, short_name(job, "group"), stack_tags(job, "ManagedLBSecurityGroup")));
    groups.back = TRY(backend_group(place));
    for (const auto& port : job.service.ports())
        for (const auto& range : job.service.source_ranges())
            TRY_VOID(admit(job.calls, groups.front,
                           {{"IpProtocol", lower(port.protocol)},
                            {"FromPort", port.port},
                            {"ToPort", port.port},
                            {"IpRanges", json::array{json::object{{"CidrIp", range}}}}}));
    return groups;
}

Result<json::object> balancer_of(const ControlledJob& job) {
    const auto answer = job.calls(elb, "DescribeLoadBalancers",
                                  {{"Names", json::array{short_name(job, "balancer")}}});
    if (!answer && answer.error().code == "LoadBalancerNotFound")
        return json::object{};
    if (!answer)
        return std::unexpected(answer.error());
    const auto& rows = list_of(*answer, "LoadBalancers");
    return rows.empty() ? json::object() : rows.front().as_object();
}

Result<json::object> made_balancer(const ControlledJob& job,
                                   const std::vector<std::string>& subnets, const Groups& groups) {
    if (auto there = TRY(balancer_of(job)); !there.empty())
        return there;
    json::array mappings;
    for (const auto& subnet : subnets)
        mappings.push_back(json::object{{"SubnetId", subnet}});
    const auto* scheme = job.model.scheme == Scheme::Internal ? "internal" : "internet-facing";
    const auto answer = TRY(job.calls(elb, "CreateLoadBalancer",
                                      {{"Name", short_name(job, "balancer")},
                                       {"Type", "network"},
                                       {"Scheme", scheme},
                                       {"SecurityGroups", json::array{groups.front, groups.back}},
                                       {"SubnetMappings", std::move(mappings)},
                                       {"Tags", stack_tags(job, "LoadBalancer")}}));
    return list_of(answer, "LoadBalancers").front().as_object();
}

/// What a port's targets are, as RegisterTargets names them.
json::array targets_of(const ControlledJob& job, std::size_t index) {
    json::array targets;
    if (job.model.targets == TargetKind::Instance)
        for (const auto& node : job.nodes)
            targets.push_back(json::object{{"Id", node.instance_id},
                                           {"Port", job.service.ports()[index].node_port}});
    else
        for (const auto& pod : pod_targets(job, index))
            targets.push_back(json::object{{"Id", pod.address}, {"Port", pod.port}});
    return targets;
}

Result<std::string> target_group(const ControlledJob& job, std::size_t index) {
    const auto port = job.service.ports()[index];
    const bool by_instance = job.model.targets == TargetKind::Instance;
    const auto pods = pod_targets(job, index);
    const auto pod_port = pods.empty() ? port.port : pods.front().port;
    const auto answer = TRY(job.calls(
        elb, "CreateTargetGroup",
        {{"Name", short_name(job, fmt::format("targets {} {}", port.port, by_instance))},
         {"Protocol", port.protocol},
         {"Port", by_instance ? port.node_port : pod_port},
         {"TargetType", by_instance ? "instance" : "ip"},
         {"VpcId", vpc_of(job.objects)},
         {"HealthCheckProtocol", "TCP"},
         {"HealthCheckIntervalSeconds", 10},
         {"HealthyThresholdCount", 3},
         {"UnhealthyThresholdCount", 3},
         {"Tags", stack_tags(job, fmt::format("{}:{}", job.service.name(), port.port))}}));
    return text_of(list_of(answer, "TargetGroups").front().as_object(), "TargetGroupArn");
}

Result<void> open_nodes_for(const ControlledJob& job, const std::string& back) {
    std::set<std::int64_t> ports;
    for (std::size_t index = 0; index < job.service.ports().size(); ++index)
        for (const auto& target : targets_of(job, index))
            ports.insert(number_of(target.as_object(), "Port"));
    return open_nodes({job.calls, job.objects}, job.nodes, back, ports);
}

Result<void> ensure_listener(const ControlledJob& job, const std::string& balancer,
                             std::size_t index) {
    const auto port = job.service.ports()[index];
    const auto group = TRY(target_group(job, index));
    const auto answer = TRY(job.calls(elb, "DescribeListeners", {{"LoadBalancerArn", balancer}}));
    const bool is_there =
        std::ranges::any_of(list_of(answer, "Listeners"), [&](const json::value& listener) {
            return number_of(listener.as_object(), "Port") == port.port;
        });
    if (!is_there)
        static_cast<void>(TRY(job.calls(
            elb, "CreateListener",
            {{"LoadBalancerArn", balancer},
             {"Protocol", port.protocol},
             {"Port", port.port},
             {"DefaultActions",
              json::array{json::object{{"Type", "forward"}, {"TargetGroupArn", group}}}}})));
    return register_targets(job.calls, group, targets_of(job, index));
}

}  // namespace

Result<std::string> deploy_model(const ControlledJob& job,
                                 const std::vector<std::string>& subnets) {
    const auto groups = TRY(ensure_groups(job));
    const auto balancer = TRY(made_balancer(job, subnets, groups));
    for (std::size_t index = 0; index < job.service.ports().size(); ++index)
        TRY_VOID(ensure_listener(job, text_of(balancer, "LoadBalancerArn"), index));
    TRY_VOID(open_nodes_for(job, groups.back));
    return text_of(balancer, "DNSName");
}

Result<bool> remove_controlled(const ControlledJob& job) {
    if (const auto balancer = TRY(balancer_of(job)); !balancer.empty()) {
        const json::object named{{"LoadBalancerArn", text_of(balancer, "LoadBalancerArn")}};
        const auto groups = TRY(job.calls(elb, "DescribeTargetGroups", named));
        static_cast<void>(TRY(job.calls(elb, "DeleteLoadBalancer", named)));
        for (const auto& group : list_of(groups, "TargetGroups"))
            static_cast<void>(
                TRY(job.calls(elb, "DeleteTargetGroup",
                              {{"TargetGroupArn", text_of(group.as_object(), "TargetGroupArn")}})));
    }
    const auto described =
        TRY(job.calls("ec2", "DescribeSecurityGroups",
                      {{"Filters", ec2_filter("group-name", short_name(job, "group"))}}));
    for (const auto& group : list_of(described, "SecurityGroups"))
        if (!TRY(delete_group(job.calls, text_of(group.as_object(), "GroupId"))))
            return false;
    return true;
}

}  // namespace inland::emulator::cluster
