// SPDX-License-Identifier: Apache-2.0
// The VPC, its subnets and ways out, and the security groups.
#include "sources/eksctl/config.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace inland::sources::eksctl {
namespace {

using namespace topology;

std::size_t number(const Config& config, std::string_view path) {
    return std::stoul(config.text(path).value_or("0"));  // our own file's
}

/// eksctl picks zones of the Region where none are named: which, nobody knows before.
Attribute<std::string> zone_of(const Reading& reading, std::size_t index) {
    const auto zones = reading.config.texts("availabilityZones");
    if (index < zones.size())
        return {zones[index], reading.config.place("availabilityZones")};
    return fmt::format("zone {} of the Region", index + 1);
}

Attribute<Ipv4Prefix> piece(const Reading& reading, const Attribute<Ipv4Prefix>& whole,
                            std::size_t index) {
    const auto pieces = number(reading.defaults, "pieces");
    const int bits = std::countr_zero(pieces);
    const auto block = whole.is_known() ? whole.value().subdivide(whole.value().length() + bits,
                                                                  static_cast<std::uint32_t>(index))
                                        : Result<Ipv4Prefix>(failure(ErrorKind::NotFound, ""));
    return block ? Attribute<Ipv4Prefix>(*block, whole.place())
                 : Attribute<Ipv4Prefix>::unknown(whole.place());
}

void add_subnet(Reading& reading, std::string_view kind, std::size_t zone, std::size_t index,
                RouteTable& table) {
    const auto& vpc = *reading.topology.find<Vpc>(vpc_key);
    auto subnet = resource<Subnet>(fmt::format("{}{}", kind, zone + 1), vpc.place);
    subnet.vpc = Reference<Vpc>{vpc.key};
    subnet.availability_zone = zone_of(reading, zone);
    subnet.cidr_block = piece(reading, vpc.cidr_block, index);
    subnet.map_public_ip_on_launch = kind == public_kind;
    table.subnets.mutable_value().push_back({subnet.key});
    reading.topology.add(std::move(subnet));
}

RouteTable table_of(const Reading& reading, std::string key) {
    auto table = resource<RouteTable>(std::move(key), reading.config.place());
    table.vpc = Reference<Vpc>{std::string(vpc_key)};
    table.routes = std::vector<Route>{};
    table.subnets = std::vector<Reference<Subnet>>{};
    return table;
}

void lead_out(RouteTable& table, RouteTarget target, const std::string& key) {
    Route route;
    route.destination = Ipv4Prefix();
    route.target = target;
    route.target_key = key;
    table.routes.mutable_value().push_back(route);
}

/// One for all private subnets, or one for each zone; "" without one.
std::string nat_gateway_of(const std::string& mode, std::size_t zone) {
    if (mode == "Disable")
        return {};
    return mode == "HighlyAvailable" ? fmt::format("NATGateway{}", zone + 1)
                                     : std::string("NATGateway");
}

void add_nat_gateway(Reading& reading, const std::string& key, std::size_t zone) {
    if (reading.topology.find<NatGateway>(key) != nullptr)
        return;
    auto gateway = resource<NatGateway>(key, reading.config.place("vpc"));
    gateway.subnet = Reference<Subnet>{fmt::format("{}{}", public_kind, zone + 1)};
    gateway.connectivity = "public";
    reading.topology.add(std::move(gateway));
}

void add_public_subnets(Reading& reading) {
    auto gateway = resource<InternetGateway>("InternetGateway", reading.config.place());
    gateway.vpc = Reference<Vpc>{std::string(vpc_key)};
    auto table = table_of(reading, "PublicRouteTable");
    lead_out(table, RouteTarget::InternetGateway, gateway.key);
    for (std::size_t zone = 0; zone < zone_count(reading); ++zone)
        add_subnet(reading, public_kind, zone, zone, table);
    reading.topology.add(std::move(gateway));
    reading.topology.add(std::move(table));
}

/// A way that eksctl does not have is a mistake, not the usual one.
std::string nat_mode_of(const Reading& reading) {
    if (reading.is_private())
        return "Disable";
    auto mode = reading.text("vpc.nat.gateway", "natGateway");
    const auto modes = reading.defaults.texts("natGateways");
    if (std::ranges::find(modes, mode) == modes.end())
        reading.config.reporter().error(reading.config.find("vpc.nat.gateway")->position,
                                        "eksctl-nat", "eksctl has no such way out",
                                        knowledge::quoted(mode));
    return mode;
}

void add_private_subnets(Reading& reading) {
    const auto mode = nat_mode_of(reading);
    for (std::size_t zone = 0; zone < zone_count(reading); ++zone) {
        auto table = table_of(reading, fmt::format("PrivateRouteTable{}", zone + 1));
        add_subnet(reading, private_kind, zone, zone_count(reading) + zone, table);
        if (const auto nat = nat_gateway_of(mode, zone); !nat.empty()) {
            add_nat_gateway(reading, nat, zone);
            lead_out(table, RouteTarget::NatGateway, nat);
        }
        reading.topology.add(std::move(table));
    }
}

void admit(SecurityGroup& group, std::string_view peer) {
    SecurityGroupRule rule;
    rule.group = peer;
    group.ingress.mutable_value().push_back(std::move(rule));
}

void add_groups(Reading& reading) {
    auto shared = group_of(reading, shared_group_key);
    admit(shared, shared_group_key);
    admit(shared, cluster_group_key);
    auto cluster = group_of(reading, cluster_group_key);
    admit(cluster, cluster_group_key);
    admit(cluster, shared_group_key);
    reading.topology.add(std::move(shared));
    reading.topology.add(std::move(cluster));
    reading.topology.add(group_of(reading, control_group_key));
}

/// By zones or other names, each with its id.
Subnets named_subnets(const Reading& reading, std::string_view path) {
    const auto* written = reading.config.find(path);
    std::vector<Reference<Subnet>> subnets;
    if (written != nullptr)
        for (const auto& subnet : written->children)
            if (const auto* id = subnet.find("id"))
                subnets.push_back({id->text});
    const bool are_named =
        written != nullptr && !subnets.empty() && subnets.size() == written->children.size();
    return are_named ? Subnets(std::move(subnets), reading.config.place(path))
                     : Subnets::unknown(reading.config.place("vpc"));
}

}  // namespace

std::size_t zone_count(const Reading& reading) {
    const auto named = reading.config.texts("availabilityZones").size();
    const auto most = number(reading.defaults, "mostZones");
    return std::min(named == 0 ? number(reading.defaults, "zones") : named, most);
}

SecurityGroup group_of(const Reading& reading, std::string_view key) {
    auto group = resource<SecurityGroup>(std::string(key), reading.config.place());
    group.vpc = Reference<Vpc>{reading.config.text("vpc.id").value_or(std::string(vpc_key))};
    SecurityGroupRule all;
    all.block = Ipv4Prefix();
    group.egress = std::vector{all};
    group.ingress = std::vector<SecurityGroupRule>{};
    return group;
}

Subnets subnets_of(const Reading& reading, std::string_view kind) {
    if (!reading.has_network)
        return named_subnets(reading,
                             kind == private_kind ? "vpc.subnets.private" : "vpc.subnets.public");
    std::vector<Reference<Subnet>> subnets;
    for (std::size_t zone = 0; zone < zone_count(reading); ++zone)
        subnets.push_back({fmt::format("{}{}", kind, zone + 1)});
    return subnets;
}

Subnets subnets_of_group(const Reading& reading, const Config& group) {
    const bool is_private = reading.is_private() || group.is_true("privateNetworking");
    return subnets_of(reading, is_private ? private_kind : public_kind);
}

std::string service_block(const Reading& reading) {
    if (auto written = reading.config.text("kubernetesNetworkConfig.serviceIPv4CIDR"))
        return std::move(*written);
    const Ipv4Prefix ten(Ipv4Address{10U << 24U}, 8);
    const auto own = Ipv4Prefix::parse_canonicalizing(reading.text("vpc.cidr", "block"));
    return reading.defaults
        .text(own && ten.contains(*own) ? "serviceBlockBesideTen" : "serviceBlock")
        .value_or("");
}

void add_network(Reading& reading) {
    auto vpc = resource<Vpc>(std::string(vpc_key), reading.config.place("vpc"));
    const auto block = Ipv4Prefix::parse_canonicalizing(reading.text("vpc.cidr", "block"));
    vpc.cidr_block = block ? Attribute<Ipv4Prefix>(*block, vpc.place)
                           : Attribute<Ipv4Prefix>::unknown(vpc.place);
    vpc.enable_dns_support = true;
    vpc.enable_dns_hostnames = true;
    reading.topology.add(std::move(vpc));
    if (!reading.is_private())
        add_public_subnets(reading);
    add_private_subnets(reading);
    add_groups(reading);
    if (reading.config.texts("availabilityZones").size() > zone_count(reading))
        reading.topology.missing.emplace_back(Subnet::type);
}

}  // namespace inland::sources::eksctl
