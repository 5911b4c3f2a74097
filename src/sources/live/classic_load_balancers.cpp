// SPDX-License-Identifier: Apache-2.0
#include "sources/live/classic_load_balancers.h"

#include <algorithm>
#include <string_view>

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

}  // namespace

void add_classic_load_balancers(Reading& reading) {
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
        reading.topology.add(std::move(balancer));
}

}  // namespace inland::sources::live
