// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/in_tree.h"

#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

using Check = Result<void> (*)(const BalancedService& service);

std::unexpected<Error> refused(std::string text) {
    return failure(ErrorKind::Failed, std::move(text));
}

Result<void> check_affinity(const BalancedService& service) {
    const auto affinity = string_or_empty(service.object(), "spec.sessionAffinity");
    if (affinity.empty() || affinity == "None")
        return {};
    return refused("unsupported load balancer affinity: " + affinity);
}

Result<void> check_ports(const BalancedService& service) {
    if (service.ports().empty())
        return refused("requested load balancer with no ports");
    std::set<std::string> protocols;
    for (const auto& port : service.ports())
        protocols.insert(port.protocol);
    if (protocols.size() > 1)
        return refused("mixed protocol is not supported for LoadBalancer");
    return {};
}

Result<void> check_protocols(const BalancedService& service) {
    for (const auto& port : service.ports()) {
        const bool is_carried =
            port.protocol == "TCP" || (port.protocol == "UDP" && is_network_balancer(service));
        if (!is_carried)
            return refused(fmt::format("Protocol {} not supported by LoadBalancer", port.protocol));
    }
    return {};
}

Result<void> check_address(const BalancedService& service) {
    if (string_or_empty(service.object(), "spec.loadBalancerIP").empty())
        return {};
    return refused("LoadBalancerIP cannot be specified for AWS ELB");
}

/// A network balancer's is never looked at.
Result<void> check_proxy_protocol(const BalancedService& service) {
    const auto asked = service.annotation("proxy-protocol");
    if (asked.empty() || asked == "*" || is_network_balancer(service))
        return {};
    return refused(fmt::format(
        "annotation \"service.beta.kubernetes.io/aws-load-balancer-proxy-protocol\"=\"{}\" "
        "detected, but the only value supported currently is '*'",
        asked));
}

constexpr std::array<Check, 5> checks{check_affinity, check_ports, check_protocols, check_address,
                                      check_proxy_protocol};

}  // namespace

SubnetSearch InTreeJob::search() const {
    return {vpc(), cluster_tag(), in_tree_scheme(service)};
}

json::array InTreeJob::tags() const {
    return aws_tags({{"kubernetes.io/service-name", service.name()}, {cluster_tag(), "owned"}});
}

Scheme in_tree_scheme(const BalancedService& service) {
    const auto said = service.annotation("internal");
    return said.empty() || said == "false" ? Scheme::InternetFacing : Scheme::Internal;
}

bool is_left_to_others(const BalancedService& service) {
    const auto type = service.annotation("type");
    return type == "external" || type == "nlb-ip";
}

bool is_network_balancer(const BalancedService& service) {
    return service.annotation("type") == "nlb";
}

Result<void> check_in_tree(const BalancedService& service) {
    for (const auto check : checks)
        TRY_VOID(check(service));
    return {};
}

}  // namespace inland::emulator::cluster
