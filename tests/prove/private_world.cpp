// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include "topology/ownership.h"

#include <algorithm>
#include <set>

namespace inland::prove::testing {

namespace {

using topology::Reference;
using topology::SecurityGroupRule;
using topology::Topology;

template <typename R>
R resource(std::string key) {
    R made;
    made.key = key;
    made.name = std::string(R::type) + "/" + key;
    return made;
}

const std::string cluster_group = topology::cluster_security_group_key("atlas");

void add_network(Topology& world) {
    auto vpc = resource<topology::Vpc>("main");
    vpc.cidr_block = block("10.0.0.0/16");
    vpc.enable_dns_support = true;
    vpc.enable_dns_hostnames = true;
    world.add(std::move(vpc));
    for (const auto& [key, text] : {std::pair{"a", "10.0.1.0/24"}, std::pair{"b", "10.0.2.0/24"}}) {
        auto subnet = resource<topology::Subnet>(key);
        subnet.vpc = Reference<topology::Vpc>{"main"};
        subnet.cidr_block = block(text);
        subnet.availability_zone = "eu-central-1" + std::string(key);
        world.add(std::move(subnet));
    }
    auto table = resource<topology::RouteTable>("private");
    table.vpc = Reference<topology::Vpc>{"main"};
    table.routes = std::vector<topology::Route>{};
    table.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
    table.propagating_gateways = std::vector<Reference<topology::VpnGateway>>{{"vgw"}};
    world.add(std::move(table));
}

void add_vpn(Topology& world) {
    auto gateway = resource<topology::VpnGateway>("vgw");
    gateway.vpc = Reference<topology::Vpc>{"main"};
    world.add(std::move(gateway));
    auto connection = resource<topology::VpnConnection>("vpn");
    connection.vpn_gateway = Reference<topology::VpnGateway>{"vgw"};
    connection.static_routes_only = true;
    connection.static_routes = std::vector{block("192.168.0.0/16")};
    world.add(std::move(connection));
}

void add_group(Topology& world, std::string key, std::vector<SecurityGroupRule> ingress) {
    auto group = resource<topology::SecurityGroup>(std::move(key));
    group.vpc = Reference<topology::Vpc>{"main"};
    group.ingress = std::move(ingress);
    group.egress = std::vector<SecurityGroupRule>{};
    world.add(std::move(group));
}

void add_groups(Topology& world) {
    const SecurityGroupRule from_nodes{.protocol = 6, .ports = {443, 443}, .group = cluster_group};
    const SecurityGroupRule from_office{
        .protocol = 6, .ports = {443, 443}, .block = block("192.168.0.0/16")};
    add_group(world, "endpoints", {from_nodes});
    add_group(world, "clients", {from_office});
}

void add_endpoints(Topology& world) {
    for (const std::string service : {"ec2", "ecr.api", "ecr.dkr"}) {
        auto endpoint = resource<topology::VpcEndpoint>(service);
        endpoint.vpc = Reference<topology::Vpc>{"main"};
        endpoint.service_name = "com.amazonaws.eu-central-1." + service;
        endpoint.endpoint_type = "Interface";
        endpoint.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
        endpoint.security_groups = std::vector<Reference<topology::SecurityGroup>>{{"endpoints"}};
        endpoint.private_dns_enabled = true;
        world.add(std::move(endpoint));
    }
    auto layers = resource<topology::VpcEndpoint>("s3");
    layers.vpc = Reference<topology::Vpc>{"main"};
    layers.service_name = "com.amazonaws.eu-central-1.s3";
    layers.endpoint_type = "Gateway";
    layers.route_tables = std::vector<Reference<topology::RouteTable>>{{"private"}};
    world.add(std::move(layers));
}

topology::Role node_role() {
    auto role = resource<topology::Role>("node");
    role.role_name = "node";
    role.path = "/";
    role.assume_role_policy =
        R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "ec2.amazonaws.com"}}})";
    role.managed_policies =
        std::vector<std::string>{"arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
                                 "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
                                 "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"};
    return role;
}

void add_cluster(Topology& world) {
    auto cluster = resource<topology::Cluster>("atlas");
    cluster.cluster_name = "atlas";
    cluster.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
    cluster.security_groups = std::vector<Reference<topology::SecurityGroup>>{{"clients"}};
    cluster.endpoint_public_access = false;
    cluster.endpoint_private_access = true;
    cluster.authentication_mode = "API";
    world.add(std::move(cluster));
    auto group = resource<topology::NodeGroup>("general");
    group.cluster = Reference<topology::Cluster>{"atlas"};
    group.node_group_name = "general";
    group.role = Reference<topology::Role>{"node"};
    group.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
    group.ami_type = "AL2023_x86_64_STANDARD";
    world.add(std::move(group));
    world.add(node_role());
    auto addon = resource<topology::Addon>("vpc-cni");
    addon.cluster = Reference<topology::Cluster>{"atlas"};
    addon.addon_name = "vpc-cni";
    world.add(std::move(addon));
}

}  // namespace

Topology private_world() {
    Topology world;
    world.account = "123456789012";
    world.region = "eu-central-1";
    add_network(world);
    add_vpn(world);
    add_groups(world);
    add_endpoints(world);
    add_cluster(world);
    return world;
}

std::vector<ClientNetwork> office() {
    return {{"vpn 192.168.0.0/16", block("192.168.0.0/16")}};
}

Verdicts prove_world(const Topology& world, const std::vector<ClientNetwork>& clients) {
    return prove({.topology = world, .tables = knowledge::built_in(), .clients = clients});
}

std::vector<Verdict> rows(const Verdicts& verdicts, std::string_view flow) {
    std::vector<Verdict> found;
    for (const ClusterVerdicts& cluster : verdicts.clusters)
        std::ranges::copy_if(cluster.flows, std::back_inserter(found),
                             [&](const Verdict& verdict) { return verdict.flow == flow; });
    return found;
}

Outcome outcome_of(const Verdicts& verdicts, std::string_view flow) {
    const auto found = rows(verdicts, flow);
    return std::ranges::max_element(found, {}, &Verdict::outcome)->outcome;
}

std::vector<std::string> cause_kinds(const Verdicts& verdicts, std::string_view flow) {
    std::set<std::string> kinds;
    for (const Verdict& verdict : rows(verdicts, flow))
        for (const Cause& cause : verdict.causes)
            kinds.insert(cause.kind);
    return {kinds.begin(), kinds.end()};
}

Ipv4Prefix block(std::string_view text) {
    return Ipv4Prefix::parse(text).value();
}

Ipv4Address address(std::string_view text) {
    return Ipv4Address::parse(text).value();
}

}  // namespace inland::prove::testing
