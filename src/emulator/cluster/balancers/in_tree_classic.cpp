// SPDX-License-Identifier: Apache-2.0
// Classic Load Balancers of the service controller.
#include "emulator/cluster/balancers/attempts.h"
#include "emulator/cluster/balancers/in_tree.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return text;
}

/// Ports without a node port are passed over.
json::array listeners_for(const BalancedService& service) {
    json::array listeners;
    const auto backend = service.annotation("backend-protocol");
    const auto certificate = service.annotation("ssl-cert");
    for (const auto& port : service.ports()) {
        if (port.node_port == 0)
            continue;
        json::object listener{{"Protocol", "TCP"},
                              {"LoadBalancerPort", port.port},
                              {"InstanceProtocol", "TCP"},
                              {"InstancePort", port.node_port}};
        if (!certificate.empty()) {
            listener["Protocol"] = backend == "http" || backend == "https" ? "HTTPS" : "SSL";
            listener["InstanceProtocol"] = backend == "http"    ? "HTTP"
                                           : backend == "https" ? "HTTPS"
                                           : backend == "ssl"   ? "SSL"
                                                                : "TCP";
            listener["SSLCertificateId"] = certificate;
        } else if (backend == "http") {
            listener["Protocol"] = "HTTP";
            listener["InstanceProtocol"] = "HTTP";
        }
        listeners.push_back(std::move(listener));
    }
    return listeners;
}

json::array ranges_of(const BalancedService& service) {
    json::array ranges;
    for (const auto& range : service.source_ranges())
        ranges.push_back(json::object{{"CidrIp", range}});
    return ranges;
}

json::object permission(std::string_view protocol, std::int64_t from, std::int64_t to,
                        const json::array& ranges) {
    return {{"IpProtocol", protocol}, {"FromPort", from}, {"ToPort", to}, {"IpRanges", ranges}};
}

/// The balancer's own group lets clients in to its ports, and ICMP that tells of too large packets.
Result<std::string> ensure_own_group(const InTreeJob& job) {
    constexpr std::int64_t unreachable = 3;
    constexpr std::int64_t fragmentation_needed = 4;
    const auto name = job.service.default_balancer_name();
    auto group = TRY(ensure_group(
        job.calls, job.vpc(), "k8s-elb-" + name,
        fmt::format("Security group for Kubernetes ELB {} ({})", name, job.service.name()),
        aws_tags({{job.cluster_tag(), "owned"}})));
    const auto ranges = ranges_of(job.service);
    for (const auto& port : job.service.ports())
        TRY_VOID(admit(job.calls, group,
                       permission(lower(port.protocol), port.port, port.port, ranges)));
    TRY_VOID(
        admit(job.calls, group, permission("icmp", unreachable, fragmentation_needed, ranges)));
    return group;
}

json::object name_input(const InTreeJob& job) {
    return {{"LoadBalancerName", job.service.default_balancer_name()}};
}

/// The balancer as AWS tells, or an empty object.
Result<json::object> classic_balancer_of(const InTreeJob& job) {
    const auto answer =
        job.calls("elb", "DescribeLoadBalancers",
                  {{"LoadBalancerNames", json::array{job.service.default_balancer_name()}}});
    if (!answer && answer.error().code == "LoadBalancerNotFound")
        return json::object{};
    if (!answer)
        return std::unexpected(answer.error());
    const auto& rows = list_of(*answer, "LoadBalancerDescriptions");
    return rows.empty() ? json::object() : rows.front().as_object();
}

Result<void> create(const InTreeJob& job, const std::vector<std::string>& subnets,
                    const std::string& group) {
    auto input = name_input(job);
    input["Listeners"] = listeners_for(job.service);
    input["Subnets"] = array_of(subnets);
    input["SecurityGroups"] = json::array{json::string(group)};
    input["Tags"] = job.tags();
    if (in_tree_scheme(job.service) == Scheme::Internal)
        input["Scheme"] = "internal";
    static_cast<void>(TRY(job.calls("elb", "CreateLoadBalancer", input)));
    return {};
}

/// Listeners that are no more, or are others now, go before the new ones come. The scheme of a
/// balancer cannot be changed, and is not.
Result<void> update_listeners(const InTreeJob& job, const json::object& balancer) {
    auto wanted = listeners_for(job.service);
    json::array doomed;
    for (const auto& row : list_of(balancer, "ListenerDescriptions")) {
        const auto& listener = object_of(row.as_object(), "Listener");
        const auto same = std::ranges::find(wanted, json::value(listener));
        if (same == wanted.end())
            doomed.push_back(number_of(listener, "LoadBalancerPort"));
        else
            wanted.erase(same);
    }
    auto input = name_input(job);
    if (!doomed.empty()) {
        input["LoadBalancerPorts"] = doomed;
        static_cast<void>(TRY(job.calls("elb", "DeleteLoadBalancerListeners", input)));
    }
    if (wanted.empty())
        return {};
    input.erase("LoadBalancerPorts");
    input["Listeners"] = wanted;
    static_cast<void>(TRY(job.calls("elb", "CreateLoadBalancerListeners", input)));
    return {};
}

/// By TCP at the first node port, or where the Service keeps clients' addresses by kube-proxy's
/// own word.
Result<void> configure_health(const InTreeJob& job) {
    const auto local = find_int(job.service.object(), "spec.healthCheckNodePort").value_or(0);
    const auto listeners = listeners_for(job.service);
    if (listeners.empty())
        return {};
    auto input = name_input(job);
    input["HealthCheck"] = json::object{
        {"Target", local != 0 ? fmt::format("HTTP:{}/healthz", local)
                              : fmt::format("TCP:{}", number_of(listeners.front().as_object(),
                                                                "InstancePort"))},
        {"Interval", 10},
        {"Timeout", 5},
        {"UnhealthyThreshold", 6},
        {"HealthyThreshold", 2}};
    static_cast<void>(TRY(job.calls("elb", "ConfigureHealthCheck", input)));
    return {};
}

json::object from_group(const std::string& group) {
    return {{"IpProtocol", "-1"},
            {"UserIdGroupPairs", json::array{json::object{{"GroupId", group}}}}};
}

/// The nodes' groups let the balancer in, on every port.
Result<void> open_nodes(const InTreeJob& job, const std::string& group) {
    std::set<std::string> groups;
    for (const auto& node : job.nodes)
        groups.insert(TRY(writable_group(job.calls, node, job.cluster_tag())));
    for (const auto& each : groups)
        TRY_VOID(admit(job.calls, each, from_group(group)));
    return {};
}

Result<void> register_nodes(const InTreeJob& job, const json::object& balancer) {
    const auto wanted = instance_rows(job.nodes);
    json::array missing;
    json::array gone;
    for (const auto& row : wanted)
        if (std::ranges::find(list_of(balancer, "Instances"), row) ==
            list_of(balancer, "Instances").end())
            missing.push_back(row);
    for (const auto& row : list_of(balancer, "Instances"))
        if (std::ranges::find(wanted, row) == wanted.end())
            gone.push_back(row);
    auto input = name_input(job);
    input["Instances"] = missing;
    if (!missing.empty())
        static_cast<void>(TRY(job.calls("elb", "RegisterInstancesWithLoadBalancer", input)));
    input["Instances"] = gone;
    if (!gone.empty())
        static_cast<void>(TRY(job.calls("elb", "DeregisterInstancesFromLoadBalancer", input)));
    return {};
}

/// Which groups have a rule that names this one.
Result<std::vector<std::string>> groups_naming(const AwsCalls& calls, const std::string& group) {
    std::vector<std::string> ids;
    const auto answer = TRY(calls("ec2", "DescribeSecurityGroups",
                                  {{"Filters", ec2_filter("ip-permission.group-id", group)}}));
    for (const auto& each : list_of(answer, "SecurityGroups"))
        ids.push_back(text_of(each.as_object(), "GroupId"));
    return ids;
}

}  // namespace

Result<std::string> ensure_classic(const InTreeJob& job) {
    const auto subnets = TRY(in_tree_subnets(job.calls, job.search(), job.service));
    const auto group = TRY(ensure_own_group(job));
    const auto there = TRY(classic_balancer_of(job));
    if (there.empty())
        TRY_VOID(create(job, subnets, group));
    else
        TRY_VOID(update_listeners(job, there));
    TRY_VOID(configure_health(job));
    const auto balancer = TRY(classic_balancer_of(job));
    TRY_VOID(open_nodes(job, group));
    TRY_VOID(register_nodes(job, balancer));
    return text_of(balancer, "DNSName");
}

Result<bool> has_classic(const InTreeJob& job) {
    return !TRY(classic_balancer_of(job)).empty();
}

Result<Removal> remove_classic(Objects& objects, const InTreeJob& job) {
    const Subject subject{"service", job.service.uid()};
    auto memory = memory_of(objects, subject);
    if (const auto balancer = TRY(classic_balancer_of(job)); !balancer.empty()) {
        memory["groups"] = list_of(balancer, "SecurityGroups");
        for (const auto& group : texts_of(balancer, "SecurityGroups"))
            for (const auto& other : TRY(groups_naming(job.calls, group)))
                TRY_VOID(revoke(job.calls, other, from_group(group)));
        static_cast<void>(TRY(job.calls("elb", "DeleteLoadBalancer", name_input(job))));
        remember(objects, subject, memory);
    }
    for (const auto& group : texts_of(memory, "groups"))
        if (!TRY(delete_group(job.calls, group)))
            return Removal::Waiting;
    return Removal::Done;
}

}  // namespace inland::emulator::cluster
