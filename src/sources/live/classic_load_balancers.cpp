// SPDX-License-Identifier: Apache-2.0
#include "sources/live/classic_load_balancers.h"

#include "sources/live/document.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace inland::sources::live {

namespace {

using topology::LoadBalancer;
using topology::NetworkInterface;

/// "web" of "ELB web"; "" where the interface is none of a classic load balancer's.
std::string_view classic_name(const NetworkInterface& card) {
    constexpr std::string_view mark = "ELB ";
    if (!card.description.is_known())
        return {};
    const std::string_view description = card.description.value();
    const auto name =
        description.starts_with(mark) ? description.substr(mark.size()) : std::string_view();
    return name.find('/') == std::string_view::npos ? name : std::string_view();
}

/// A balancer of which nothing is known but its name.
LoadBalancer bare_balancer(const Reading& reading, std::string_view name) {
    LoadBalancer balancer;
    balancer.name = name;
    balancer.id = fmt::format("arn:aws:elasticloadbalancing:{}:{}:loadbalancer/{}",
                              reading.topology.region, reading.topology.account, name);
    balancer.key = balancer.id;
    balancer.load_balancer_name = balancer.name;
    balancer.kind = "classic";
    balancer.scheme = "internal";
    balancer.subnets = std::vector<topology::Reference<topology::Subnet>>{};
    balancer.listener_ports = decltype(balancer.listener_ports)::unknown();
    balancer.target_ports = decltype(balancer.target_ports)::unknown();
    balancer.target_ids = decltype(balancer.target_ids)::unknown();
    return balancer;
}

/// One that faces the internet has public addresses at its interfaces.
void add_interface(LoadBalancer& balancer, const NetworkInterface& card) {
    if (card.public_address.is_known())
        balancer.scheme = "internet-facing";
    balancer.security_groups = card.security_groups;
    if (!card.subnet.is_known()) {
        balancer.subnets = decltype(balancer.subnets)::unknown();
        return;
    }
    if (!balancer.subnets.is_known())
        return;
    auto& subnets = balancer.subnets.mutable_value();
    if (std::ranges::find(subnets, card.subnet.value()) == subnets.end())
        subnets.push_back(card.subnet.value());
}

/// Those whose descriptions could not be read.
void add_by_interfaces(Reading& reading) {
    std::map<std::string, LoadBalancer, std::less<>> found;
    for (const auto& [key, card] : reading.topology.all<NetworkInterface>()) {
        const auto name = classic_name(card);
        if (name.empty())
            continue;
        const auto [balancer, is_new] =
            found.try_emplace(std::string(name), bare_balancer(reading, name));
        add_interface(balancer->second, card);
    }
    for (auto& [name, balancer] : found)
        if (reading.topology.find<LoadBalancer>(balancer.key) == nullptr)
            reading.topology.add(std::move(balancer));
}

template <typename T>
std::vector<T> sorted(std::vector<T> values) {
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
    return values;
}

std::vector<std::int64_t> ports_of(const json::value& document, std::string_view member) {
    std::vector<std::int64_t> ports;
    for (const auto& row : find_array(document, "ListenerDescriptions"))
        if (const auto port = find_int(row, fmt::format("Listener.{}", member)))
            ports.push_back(*port);
    return sorted(std::move(ports));
}

std::vector<std::string> instances_of(const json::value& document) {
    std::vector<std::string> ids;
    for (const auto& row : find_array(document, "Instances"))
        ids.push_back(string_or_empty(row, "InstanceId"));
    return sorted(std::move(ids));
}

void add_described(Reading& reading, const json::value& document) {
    auto balancer = bare_balancer(reading, string_or_empty(document, "LoadBalancerName"));
    balancer.scheme = text(document, "Scheme");
    balancer.subnets = references<topology::Subnet>(document, "Subnets");
    balancer.security_groups = references<topology::SecurityGroup>(document, "SecurityGroups");
    balancer.dns_name = text(document, "DNSName");
    balancer.listener_ports = ports_of(document, "LoadBalancerPort");
    balancer.target_ports = ports_of(document, "InstancePort");
    balancer.target_ids = instances_of(document);
    reading.topology.add(std::move(balancer));
}

bool is_asked_for(const Reading& reading, const json::value& document) {
    return reading.vpcs.empty() ||
           std::ranges::find(reading.vpcs, string_or_empty(document, "VPCId")) !=
               reading.vpcs.end();
}

}  // namespace

Result<void> add_classic_load_balancers(Reading& reading) {
    const auto described = reading.list("elb", "DescribeLoadBalancers", "LoadBalancerDescriptions");
    if (!described && !is_left_open(reading.options, described.error()))
        return std::unexpected(described.error());
    if (described)
        for (const auto& document : *described)
            if (is_asked_for(reading, document))
                add_described(reading, document);
    add_by_interfaces(reading);
    return {};
}

}  // namespace inland::sources::live
