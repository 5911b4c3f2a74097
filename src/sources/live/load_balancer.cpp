// SPDX-License-Identifier: Apache-2.0
#include "sources/live/classic_load_balancers.h"
#include "sources/live/document.h"
#include "sources/live/readers.h"

#include <algorithm>
#include <set>

namespace inland::sources::live {
namespace {

using topology::LoadBalancer;
using topology::SecurityGroup;
using topology::Subnet;
using Ports = std::set<std::int64_t>;

constexpr std::string_view service = "elasticloadbalancing";

Result<std::vector<std::int64_t>> listener_ports(const Reading& reading, const std::string& arn) {
    Ports ports;
    for (const auto& listener :
         TRY(reading.list(service, "DescribeListeners", "Listeners", {{"LoadBalancerArn", arn}})))
        if (const auto port = find_int(listener, "Port");
            port && string_or_empty(listener, "Protocol") != "UDP")
            ports.insert(*port);
    return std::vector(ports.begin(), ports.end());
}

struct Targets {
    Ports ports;
    std::set<std::string> ids;
};

/// The group's own port is for targets that are registered without one: the AWS Load Balancer
/// Controller writes 1 there where a Service's target port is a name.
Result<void> add_group(const Reading& reading, const json::value& group, Targets& targets) {
    Ports own;
    for (const auto& row :
         TRY(reading.list(service, "DescribeTargetHealth", "TargetHealthDescriptions",
                          {{"TargetGroupArn", string_or_empty(group, "TargetGroupArn")}}))) {
        targets.ids.insert(string_or_empty(row, "Target.Id"));
        if (const auto port = find_int(row, "Target.Port"))
            own.insert(*port);
    }
    if (const auto port = find_int(group, "Port"); port && own.empty())
        own.insert(*port);
    targets.ports.merge(own);
    return {};
}

Result<Targets> targets_of(const Reading& reading, const std::string& arn) {
    Targets targets;
    for (const auto& group : TRY(reading.list(service, "DescribeTargetGroups", "TargetGroups",
                                              {{"LoadBalancerArn", arn}})))
        TRY_VOID(add_group(reading, group, targets));
    return targets;
}

/// What the caller may not read is unknown, and the balancer is there all the same.
template <typename T>
Result<std::optional<T>> told(const Reading& reading, Result<T> answer) {
    if (answer)
        return std::optional(std::move(*answer));
    if (is_left_open(reading.options, answer.error()))
        return std::optional<T>();
    return std::unexpected(std::move(answer).error());
}

Result<void> add_ports(const Reading& reading, const std::string& arn, LoadBalancer& balancer) {
    auto ports = TRY(told(reading, listener_ports(reading, arn)));
    const auto targets = TRY(told(reading, targets_of(reading, arn)));
    balancer.listener_ports = decltype(balancer.listener_ports)::unknown();
    balancer.target_ports = decltype(balancer.target_ports)::unknown();
    balancer.target_ids = decltype(balancer.target_ids)::unknown();
    if (ports)
        balancer.listener_ports = std::move(*ports);
    if (!targets)
        return {};
    balancer.target_ports = std::vector(targets->ports.begin(), targets->ports.end());
    balancer.target_ids = std::vector(targets->ids.begin(), targets->ids.end());
    return {};
}

/// "app/web/50dc6c495c0c9188", which AWS's consoles do not show: people know the name.
Result<void> add_balancer(Reading& reading, const json::value& document) {
    const auto arn = string_or_empty(document, "LoadBalancerArn");
    auto balancer = resource_of<LoadBalancer>(arn, {});
    balancer.name = string_or_empty(document, "LoadBalancerName");
    balancer.load_balancer_name = balancer.name;
    balancer.kind = text(document, "Type");
    balancer.scheme = text(document, "Scheme");
    balancer.subnets = references<Subnet>(document, "AvailabilityZones", "SubnetId");
    if (find(document, "SecurityGroups") != nullptr)
        balancer.security_groups = references<SecurityGroup>(document, "SecurityGroups");
    balancer.dns_name = text(document, "DNSName");
    balancer.state = text(document, "State.Code");
    TRY_VOID(add_ports(reading, arn, balancer));
    reading.topology.add(std::move(balancer));
    return {};
}

bool is_asked_for(const Reading& reading, const json::value& document) {
    const auto& vpcs = reading.vpcs;
    const bool is_within =
        vpcs.empty() || std::ranges::find(vpcs, string_or_empty(document, "VpcId")) != vpcs.end();
    return is_within && string_or_empty(document, "Type") != "gateway";
}

}  // namespace

/// Whoever changes a cluster changes no load balancer: controllers do.
Result<void> read_load_balancers(Reading& reading) {
    if (!reading.is_for_proof() || reading.topology.all<topology::Vpc>().empty())
        return {};
    for (const auto& document :
         TRY(reading.list(service, "DescribeLoadBalancers", "LoadBalancers")))
        if (is_asked_for(reading, document))
            TRY_VOID(add_balancer(reading, document));
    return add_classic_load_balancers(reading);
}

}  // namespace inland::sources::live
