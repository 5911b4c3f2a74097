// SPDX-License-Identifier: Apache-2.0
// Elastic Load Balancing: balancers, their listeners and the targets that these hand on to.
#include "sources/cloudformation/readers.h"
#include "sources/load_balancer_ports.h"

#include <algorithm>
#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;
using Ports = Attribute<std::vector<std::int64_t>>;
using Keys = std::vector<std::string>;

/// Subnets are listed, or mapped each to its addresses.
Attribute<std::vector<Reference<Subnet>>> subnets_of(const Reader& reader) {
    using Subnets = Attribute<std::vector<Reference<Subnet>>>;
    const auto mapped = reader.elements("SubnetMappings");
    if (!mapped)
        return Subnets::unknown(reader.place());
    if (mapped->empty())
        return reader.references<Subnet>("Subnets");
    Subnets subnets;
    for (const Reader& row : *mapped) {
        const auto subnet = row.reference<Subnet>("SubnetId");
        if (!subnet.is_known())
            return Subnets::unknown(reader.place());
        append(subnets, subnet.value());
    }
    return subnets;
}

LoadBalancer balancer_of(const Reader& reader) {
    auto balancer = reader.resource<LoadBalancer>();
    balancer.scheme = reader.text("Scheme");
    if (balancer.scheme.is_absent())
        balancer.scheme = "internet-facing";
    balancer.security_groups = reader.references<SecurityGroup>("SecurityGroups");
    return balancer;
}

void read_balancer(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto balancer = balancer_of(reader);
    balancer.load_balancer_name = reader.name("Name");
    balancer.kind = reader.text("Type");
    if (balancer.kind.is_absent())
        balancer.kind = "application";
    if (balancer.kind.value_or_default("") == "gateway")
        return;  // a hop for packets, not a place that clients call
    balancer.subnets = subnets_of(reader);
    reading.topology.add(std::move(balancer));
}

void read_classic(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto balancer = balancer_of(reader);
    balancer.load_balancer_name = reader.name("LoadBalancerName");
    balancer.kind = "classic";
    balancer.subnets = reader.references<Subnet>("Subnets");
    const auto listeners = reader.elements("Listeners");
    if (!listeners)
        balancer.listener_ports = balancer.target_ports = Ports::unknown(declared.place);
    for (const Reader& listener : listeners.value_or(std::vector<Reader>())) {
        add_port(balancer.listener_ports, listener.number<std::int64_t>("LoadBalancerPort"));
        add_port(balancer.target_ports, listener.number<std::int64_t>("InstancePort"));
    }
    balancer.target_ids = reader.keys("Instances");
    reading.topology.add(std::move(balancer));
}

/// The target groups of a listener's actions, or a rule's; nothing when they are not known.
std::optional<Keys> groups_of(const Reader& reader, std::string_view actions) {
    const auto rows = reader.elements(actions);
    if (!rows)
        return std::nullopt;
    Keys groups;
    bool all_known = true;
    const auto add = [&](const Reader& part) {
        const auto group = part.key("TargetGroupArn");
        all_known = all_known && !group.is_unknown();
        if (group.is_known())
            groups.push_back(group.value());
    };
    for (const Reader& action : *rows) {
        add(action);
        const auto ways = action.elements("ForwardConfig.TargetGroups");
        all_known = all_known && ways.has_value();
        std::ranges::for_each(ways.value_or(std::vector<Reader>()), add);
    }
    return all_known ? std::optional(groups) : std::nullopt;
}

void add_targets(const Reader& group, LoadBalancer& balancer) {
    add_port(balancer.target_ports, group.number<std::int64_t>("Port"));
    const auto targets = group.elements("Targets");
    if (!targets)
        balancer.target_ids = Attribute<Keys>::unknown(group.place());
    for (const Reader& target : targets.value_or(std::vector<Reader>())) {
        if (const auto id = target.key("Id"); id.is_known())
            append(balancer.target_ids, id.value());
        else
            balancer.target_ids = Attribute<Keys>::unknown(group.place());
        if (const auto port = target.number<std::int64_t>("Port"); port.is_known())
            add_port(balancer.target_ports, port);
    }
}

void add_groups(const Reading& reading, const std::optional<Keys>& groups, LoadBalancer& balancer) {
    if (!groups)
        balancer.target_ports = Ports::unknown(balancer.place);
    for (const std::string& key : groups.value_or(Keys())) {
        const auto* group = reading.world.find(key);
        if (group != nullptr)
            add_targets(Reader(reading, *group), balancer);
        else
            balancer.target_ports = Ports::unknown(balancer.place);
    }
}

void read_listener(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto* balancer = subject<LoadBalancer>(reading, reader.key("LoadBalancerArn"));
    if (balancer == nullptr)
        return make_unknown(reading, &LoadBalancer::listener_ports);
    if (reader.text("Protocol").value_or_default("") == "UDP")
        return;  // proven are TCP's
    add_port(balancer->listener_ports, reader.number<std::int64_t>("Port"));
    add_groups(reading, groups_of(reader, "DefaultActions"), *balancer);
}

/// Auto Scaling groups register their machines, whichever these are.
void read_machines(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto groups = reader.keys("TargetGroupARNs");
    if (!groups.is_absent())
        make_unknown(reading, &LoadBalancer::target_ids);
}

constexpr std::array rows{
    ReaderRow{"AWS::ElasticLoadBalancingV2::LoadBalancer", read_balancer, LoadBalancer::type},
    ReaderRow{"AWS::ElasticLoadBalancing::LoadBalancer", read_classic, LoadBalancer::type},
    ReaderRow{"AWS::ElasticLoadBalancingV2::Listener", read_listener, LoadBalancer::type},
    ReaderRow{"AWS::AutoScaling::AutoScalingGroup", read_machines, AutoScalingGroup::type},
};

}  // namespace

std::span<const ReaderRow> load_balancer_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
