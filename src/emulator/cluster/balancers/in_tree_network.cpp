// SPDX-License-Identifier: Apache-2.0
// Network Load Balancers of the service controller, without security groups of their own.
#include "core/crypto.h"
#include "emulator/cluster/balancers/in_tree.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view service_name = "elasticloadbalancing";

Result<json::object> network_balancer_of(const InTreeJob& job) {
    const auto answer = job.calls(service_name, "DescribeLoadBalancers",
                                  {{"Names", json::array{job.service.default_balancer_name()}}});
    if (!answer && answer.error().code == "LoadBalancerNotFound")
        return json::object{};
    if (!answer)
        return std::unexpected(answer.error());
    const auto& rows = list_of(*answer, "LoadBalancers");
    return rows.empty() ? json::object() : rows.front().as_object();
}

Result<json::object> created(const InTreeJob& job) {
    json::array mappings;
    for (const auto& subnet : TRY(in_tree_subnets(job.calls, job.search(), job.service)))
        mappings.push_back(json::object{{"SubnetId", subnet}});
    const auto* scheme =
        in_tree_scheme(job.service) == Scheme::Internal ? "internal" : "internet-facing";
    const auto answer = TRY(job.calls(service_name, "CreateLoadBalancer",
                                      {{"Name", job.service.default_balancer_name()},
                                       {"Type", "network"},
                                       {"Scheme", scheme},
                                       {"SubnetMappings", std::move(mappings)},
                                       {"Tags", job.tags()}}));
    return list_of(answer, "LoadBalancers").front().as_object();
}

/// "k8s-shop-orders-0123456789": one for each port, after all that it is.
std::string target_group_name(const InTreeJob& job, const BalancedPort& port) {
    constexpr std::size_t part = 8;
    constexpr std::size_t digest_part = 10;
    const auto digest = hex(sha256(fmt::format("{} {} {} {}", job.objects.cluster().id,
                                               job.service.uid(), port.node_port, port.protocol)));
    const auto name = job.service.name();
    const auto slash = name.find('/');
    return fmt::format("k8s-{}-{}-{}", name.substr(0, std::min(slash, part)),
                       name.substr(slash + 1, part), digest.substr(0, digest_part));
}

Result<std::string> ensure_target_group(const InTreeJob& job, const BalancedPort& port) {
    const auto answer = TRY(job.calls(service_name, "CreateTargetGroup",
                                      {{"Name", target_group_name(job, port)},
                                       {"Protocol", port.protocol},
                                       {"Port", port.node_port},
                                       {"TargetType", "instance"},
                                       {"VpcId", job.vpc()},
                                       {"HealthCheckProtocol", "TCP"},
                                       {"Tags", job.tags()}}));
    return text_of(list_of(answer, "TargetGroups").front().as_object(), "TargetGroupArn");
}

Result<void> register_nodes(const InTreeJob& job, const std::string& group) {
    const json::object named{{"TargetGroupArn", group}};
    std::set<std::string> there;
    const auto health = TRY(job.calls(service_name, "DescribeTargetHealth", named));
    for (const auto& row : list_of(health, "TargetHealthDescriptions"))
        there.insert(text_of(object_of(row.as_object(), "Target"), "Id"));
    json::array missing;
    for (const auto& node : job.nodes)
        if (there.erase(node.instance_id) == 0)
            missing.push_back(json::object{{"Id", node.instance_id}});
    auto input = named;
    input["Targets"] = missing;
    if (!missing.empty())
        static_cast<void>(TRY(job.calls(service_name, "RegisterTargets", input)));
    json::array gone;
    for (const auto& id : there)
        gone.push_back(json::object{{"Id", id}});
    input["Targets"] = gone;
    if (!gone.empty())
        static_cast<void>(TRY(job.calls(service_name, "DeregisterTargets", input)));
    return {};
}

std::set<std::int64_t> listening(const json::array& listeners) {
    std::set<std::int64_t> ports;
    for (const auto& listener : listeners)
        ports.insert(number_of(listener.as_object(), "Port"));
    return ports;
}

Result<void> ensure_listeners(const InTreeJob& job, const std::string& balancer) {
    const auto answer =
        TRY(job.calls(service_name, "DescribeListeners", {{"LoadBalancerArn", balancer}}));
    const auto there = listening(list_of(answer, "Listeners"));
    for (const auto& port : job.service.ports()) {
        if (port.node_port == 0)
            continue;
        const auto group = TRY(ensure_target_group(job, port));
        if (!there.contains(port.port))
            static_cast<void>(TRY(job.calls(
                service_name, "CreateListener",
                {{"LoadBalancerArn", balancer},
                 {"Protocol", port.protocol},
                 {"Port", port.port},
                 {"DefaultActions",
                  json::array{json::object{{"Type", "forward"}, {"TargetGroupArn", group}}}}})));
        TRY_VOID(register_nodes(job, group));
    }
    return {};
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return text;
}

json::object permission(const BalancedPort& port, const std::string& block,
                        std::string_view purpose, const std::string& balancer) {
    return {{"IpProtocol", lower(port.protocol)},
            {"FromPort", port.node_port},
            {"ToPort", port.node_port},
            {"IpRanges",
             json::array{json::object{{"CidrIp", block},
                                      {"Description", fmt::format("kubernetes.io/rule/nlb/{}={}",
                                                                  purpose, balancer)}}}}};
}

Result<std::vector<std::string>> blocks_of(const InTreeJob& job, const json::object& balancer) {
    std::vector<std::string> blocks;
    const auto own = values_at(balancer, "AvailabilityZones[].SubnetId");
    for (const auto& subnet : TRY(described_subnets(job.calls, job.vpc())))
        if (std::ranges::find(own, text_of(subnet.as_object(), "SubnetId")) != own.end())
            blocks.push_back(text_of(subnet.as_object(), "CidrBlock"));
    return blocks;
}

/// Nodes see the clients' own addresses, and the checks from the balancer's subnets.
Result<void> open_nodes(const InTreeJob& job, const json::object& balancer) {
    std::set<std::string> groups;
    for (const auto& node : job.nodes)
        groups.insert(TRY(writable_group(job.calls, node, job.cluster_tag())));
    const auto name = job.service.default_balancer_name();
    const auto blocks = TRY(blocks_of(job, balancer));
    for (const auto& group : groups)
        for (const auto& port : job.service.ports()) {
            for (const auto& range : job.service.source_ranges())
                TRY_VOID(admit(job.calls, group, permission(port, range, "client", name)));
            for (const auto& block : blocks)
                TRY_VOID(admit(job.calls, group, permission(port, block, "health", name)));
        }
    return {};
}

/// The rules of a group that were put there for a balancer.
Result<void> close_group(const InTreeJob& job, const std::string& group) {
    const auto name = job.service.default_balancer_name();
    const auto answer =
        TRY(job.calls("ec2", "DescribeSecurityGroups", {{"GroupIds", json::array{group}}}));
    for (const auto& described_group : list_of(answer, "SecurityGroups"))
        for (const auto& row : list_of(described_group.as_object(), "IpPermissions"))
            for (const auto& range : list_of(row.as_object(), "IpRanges")) {
                if (!text_of(range.as_object(), "Description").ends_with("=" + name))
                    continue;
                auto permission = row.as_object();
                permission["IpRanges"] = json::array{range};
                for (const auto* other : {"UserIdGroupPairs", "Ipv6Ranges", "PrefixListIds"})
                    permission.erase(other);
                TRY_VOID(revoke(job.calls, group, permission));
            }
    return {};
}

}  // namespace

Result<std::string> ensure_network(const InTreeJob& job) {
    auto balancer = TRY(network_balancer_of(job));
    if (balancer.empty())
        balancer = TRY(created(job));
    TRY_VOID(ensure_listeners(job, text_of(balancer, "LoadBalancerArn")));
    TRY_VOID(open_nodes(job, balancer));
    return text_of(balancer, "DNSName");
}

Result<bool> has_network(const InTreeJob& job) {
    return !TRY(network_balancer_of(job)).empty();
}

Result<Removal> remove_network(const InTreeJob& job) {
    const auto balancer = TRY(network_balancer_of(job));
    if (balancer.empty())
        return Removal::Done;
    const json::object named{{"LoadBalancerArn", text_of(balancer, "LoadBalancerArn")}};
    const auto groups = TRY(job.calls(service_name, "DescribeTargetGroups", named));
    static_cast<void>(TRY(job.calls(service_name, "DeleteLoadBalancer", named)));
    for (const auto& group : list_of(groups, "TargetGroups"))
        static_cast<void>(
            TRY(job.calls(service_name, "DeleteTargetGroup",
                          {{"TargetGroupArn", text_of(group.as_object(), "TargetGroupArn")}})));
    for (const auto& node : job.nodes)
        TRY_VOID(close_group(job, TRY(writable_group(job.calls, node, job.cluster_tag()))));
    return Removal::Done;
}

}  // namespace inland::emulator::cluster
