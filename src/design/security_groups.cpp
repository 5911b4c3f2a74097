// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/needs.h"
#include "design/network_parts.h"
#include "design/ways_out.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::SecurityGroup;
using topology::SecurityGroupRule;

using Blocks = std::vector<Ipv4Prefix>;

constexpr int tcp = 6;
constexpr PortRange https = {443, 443};

SecurityGroupRule https_from(const Ipv4Prefix& block, std::string description) {
    return {.protocol = tcp, .ports = https, .block = block, .description = std::move(description)};
}

SecurityGroupRule https_from_nodes(const Drawing& drawing) {
    return {.protocol = tcp,
            .ports = https,
            .group = topology::cluster_security_group_key(drawing.spec.name.value),
            .description = "Nodes and pods"};
}

std::vector<SecurityGroupRule> from_subnets(const Drawing& drawing) {
    std::vector<SecurityGroupRule> rules;
    for (const auto& reference : all_subnets(drawing)) {
        const auto* subnet = drawing.topology().find<topology::Subnet>(reference.key);
        if (subnet != nullptr && subnet->cidr_block.is_known())
            rules.push_back(https_from(subnet->cidr_block.value(), "The cluster's subnets"));
    }
    return rules;
}

std::vector<SecurityGroupRule> from_vpc(const Drawing& drawing) {
    std::vector<SecurityGroupRule> rules;
    const auto* vpc = drawing.topology().find<topology::Vpc>(vpc_of(drawing).key);
    if (vpc == nullptr || !vpc->cidr_block.is_known())
        return rules;
    rules.push_back(https_from(vpc->cidr_block.value(), "The whole VPC"));
    for (const auto& block : vpc->secondary_cidr_blocks.value_or_default({}).value_or(Blocks()))
        rules.push_back(https_from(block, "The whole VPC"));
    return rules;
}

std::vector<SecurityGroupRule> admitted_to_endpoints(const Drawing& drawing) {
    switch (drawing.spec.endpoints.admit.value) {
        case spec::Admission::Subnets:
            return from_subnets(drawing);
        case spec::Admission::Vpc:
            return from_vpc(drawing);
        case spec::Admission::NodeGroups:
            break;
    }
    return {https_from_nodes(drawing)};
}

SecurityGroup group(const Drawing& drawing, std::string_view name, Need need) {
    auto made = make<SecurityGroup>(drawing, name, std::move(need));
    made.vpc = vpc_of(drawing);
    made.group_name = fmt::format("{}-{}", drawing.spec.name.value, name);
    made.egress = std::vector<SecurityGroupRule>{};  // what answers does not call
    return made;
}

std::string_view admitted_name(spec::Admission admission) {
    switch (admission) {
        case spec::Admission::Subnets:
            return "the cluster's subnets";
        case spec::Admission::Vpc:
            return "the whole VPC";
        case spec::Admission::NodeGroups:
            break;
    }
    return "the nodes and their pods";
}

void add_endpoints_group(Drawing& drawing) {
    if (!wants_interface_endpoints(drawing))
        return;
    const auto& admit = drawing.spec.endpoints.admit;
    auto endpoints = group(drawing, "endpoints",
                           {"spec.endpoints.admit", admit.place,
                            fmt::format("the endpoints answer HTTPS from {} and from nobody else",
                                        admitted_name(admit.value))});
    endpoints.description = "HTTPS to the VPC endpoints";
    auto rules = admitted_to_endpoints(drawing);
    std::ranges::sort(rules);
    endpoints.ingress = {std::move(rules), admit.place};
    drawing.topology().add(std::move(endpoints));
}

void add_clients_group(Drawing& drawing) {
    if (drawing.result.clients.empty())
        return;
    auto clients = group(drawing, "api-clients",
                         {"spec.connect", place_of_connections(drawing.spec),
                          "client.api-server: the Kubernetes API answers HTTPS from the connected "
                          "networks; the cluster's own group admits its nodes only"});
    clients.description = "HTTPS to the Kubernetes API from the connected networks";
    std::vector<SecurityGroupRule> rules;
    for (const auto& client : drawing.result.clients)
        rules.push_back(https_from(client.block, client.name));
    std::ranges::sort(rules);
    clients.ingress = std::move(rules);
    drawing.topology().add(std::move(clients));
}

/// The group that EKS will make: in the design so that it can be proven, without Inland's tags so
/// that nobody makes it.
void add_cluster_group(Drawing& drawing) {
    const auto& name = drawing.spec.name.value;
    SecurityGroup own;
    own.key = topology::cluster_security_group_key(name);
    own.name = own.key;
    own.why = "EKS makes it with the cluster: its interfaces and managed nodes reach each other";
    own.place = drawing.spec.name.place;
    own.vpc = vpc_of(drawing);
    own.group_name = "eks-cluster-sg-" + name;
    own.ingress = std::vector<SecurityGroupRule>{{.group = own.key}};
    own.egress = std::vector<SecurityGroupRule>{{.block = Ipv4Prefix()}};
    drawing.topology().add(std::move(own));
}

}  // namespace

void design_security_groups(Drawing& drawing) {
    add_cluster_group(drawing);
    add_endpoints_group(drawing);
    add_clients_group(drawing);
}

}  // namespace inland::design
