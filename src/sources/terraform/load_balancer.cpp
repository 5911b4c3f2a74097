// SPDX-License-Identifier: Apache-2.0
// Elastic Load Balancing: balancers, and the listeners that classic ones hold.
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Ports = Attribute<std::vector<std::int64_t>>;

Attribute<std::string> scheme_of(const Reader& reader) {
    const auto internal = reader.boolean("internal");
    if (internal.is_unknown() && reader.is_configured("internal"))
        return Attribute<std::string>::unknown(reader.place());
    return {internal.value_or_default(false) == true ? "internal" : "internet-facing",
            reader.place()};
}

/// Subnets are listed, or mapped each to its addresses.
Attribute<std::vector<Reference<Subnet>>> subnets_of(const Reader& reader) {
    using Subnets = Attribute<std::vector<Reference<Subnet>>>;
    const auto mapped = reader.blocks("subnet_mapping");
    if (!mapped || *mapped == 0 || reader.is_configured("subnets"))
        return reader.references<Subnet>("subnets");
    Subnets subnets;
    for (std::size_t at = 0; at < *mapped; ++at) {
        const auto subnet = reader.block("subnet_mapping", at).reference<Subnet>("subnet_id");
        if (!subnet.is_known())
            return Subnets::unknown(reader.place());
        append(subnets, subnet.value());
    }
    return subnets;
}

/// Without groups in the configuration an application load balancer has the VPC's default group, a
/// network load balancer none.
void set_groups(const Reader& reader, LoadBalancer& balancer) {
    balancer.security_groups = reader.references<SecurityGroup>("security_groups");
    const bool is_left_out = !reader.is_configured("security_groups");
    if (balancer.security_groups.is_unknown() && is_left_out && balancer.kind.is_known() &&
        balancer.kind.value() == "network")
        balancer.security_groups = {};
}

LoadBalancer balancer_of(const Reader& reader, Attribute<std::string> kind) {
    auto balancer = reader.resource<LoadBalancer>();
    balancer.load_balancer_name = reader.text("name");
    balancer.kind = std::move(kind);
    balancer.scheme = scheme_of(reader);
    balancer.subnets = subnets_of(reader);
    set_groups(reader, balancer);
    balancer.dns_name = reader.text("dns_name");
    if (balancer.dns_name.is_unknown())
        balancer.dns_name = {};
    return balancer;
}

void read_balancer(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto kind = reader.text("load_balancer_type");
    if (kind.is_absent())
        kind = "application";
    if (kind.value_or_default("") == "gateway")
        return;  // a hop for packets, not a place that clients call
    reading.topology.add(balancer_of(reader, std::move(kind)));
}

void add_port(Ports& ports, const Attribute<std::int64_t>& port) {
    if (port.is_known())
        append(ports, port.value());
    else
        ports = Ports::unknown(port.place());
}

void read_classic(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto balancer = balancer_of(reader, "classic");
    const auto listeners = reader.blocks("listener");
    if (!listeners)
        balancer.listener_ports = balancer.target_ports = Ports::unknown(reader.place());
    for (std::size_t at = 0; at < listeners.value_or(0); ++at) {
        const Reader listener = reader.block("listener", at);
        add_port(balancer.listener_ports, listener.number<std::int64_t>("lb_port"));
        add_port(balancer.target_ports, listener.number<std::int64_t>("instance_port"));
    }
    balancer.target_ids = reader.keys("instances");
    reading.topology.add(std::move(balancer));
}

constexpr std::array rows{
    ReaderRow{"aws_lb", read_balancer},
    ReaderRow{"aws_alb", read_balancer},
    ReaderRow{"aws_elb", read_classic},
};

}  // namespace

std::span<const ReaderRow> load_balancer_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
