// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/internet_journey.h"
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Reference;
using topology::VpcEndpoint;

const knowledge::EndpointService* wanted_service(const Complaint& complaint) {
    const auto* service = service_of(complaint);
    return service == nullptr || service->endpoint.empty()
               ? nullptr
               : complaint.scene.network.tables().endpoint(service->endpoint);
}

bool is_gateway(const knowledge::EndpointService& service) {
    return !service.types.empty() && service.types.front() == knowledge::EndpointType::Gateway;
}

/// An endpoint that already serves the VPC: the new one is made like it.
const VpcEndpoint* sibling(const Scene& scene) {
    for (const auto* endpoint : scene.vpc->endpoints)
        if (endpoint->endpoint_type.value_or_default("Gateway") == "Interface" &&
            endpoint->subnets.is_known() && endpoint->security_groups.is_known())
            return endpoint;
    return nullptr;
}

/// One subnet in each zone of the cluster.
std::vector<Reference<topology::Subnet>> one_subnet_per_zone(const Scene& scene) {
    std::vector<Reference<topology::Subnet>> subnets;
    std::set<std::string> zones;
    for (const Party& party : scene.control_plane) {
        const auto& subnet = *party.subnet->subnet;
        const bool known = subnet.availability_zone.is_known();
        if (zones.insert(known ? subnet.availability_zone.value() : subnet.key).second)
            subnets.push_back({subnet.key});
    }
    return subnets;
}

topology::SecurityGroup group_for_nodes(const Scene& scene, const std::string& key) {
    topology::SecurityGroup group;
    group.key = key;
    group.vpc = Reference<topology::Vpc>{scene.vpc->vpc->key};
    group.ingress = std::vector{
        topology::SecurityGroupRule{.protocol = tcp_protocol,
                                    .ports = {443, 443},
                                    .group = scene.network.cluster_group(scene.cluster).key}};
    group.egress = std::vector<topology::SecurityGroupRule>{};
    return group;
}

VpcEndpoint new_endpoint(const Scene& scene, const std::string& full_name) {
    VpcEndpoint endpoint;
    endpoint.key = "new " + full_name;
    endpoint.vpc = Reference<topology::Vpc>{scene.vpc->vpc->key};
    endpoint.service_name = full_name;
    return endpoint;
}

std::vector<Reference<topology::RouteTable>> node_tables(const Scene& scene) {
    std::set<std::string> keys;
    for (const NodeSource& node : scene.nodes)
        if (const auto* table = node.party.subnet->routes->table)
            keys.insert(table->key);
    std::vector<Reference<topology::RouteTable>> tables;
    for (const std::string& key : keys)
        tables.push_back({key});
    return tables;
}

std::string say_endpoint(const Scene& scene, const std::string& sentence,
                         const VpcEndpoint& endpoint) {
    const topology::Vpc& vpc = *scene.vpc->vpc;
    return say(sentence, vpc, snippets::endpoint(scene.network.topology(), vpc, endpoint));
}

Remedy add_gateway_endpoint(const Complaint& complaint, const std::string& full_name) {
    VpcEndpoint endpoint = new_endpoint(complaint.scene, full_name);
    endpoint.endpoint_type = "Gateway";
    endpoint.route_tables = node_tables(complaint.scene);
    const auto sentence = fmt::format(
        "add a gateway endpoint for {} to the route tables of the nodes' subnets", full_name);
    return {say_endpoint(complaint.scene, sentence, endpoint),
            [endpoint](topology::Topology& topology) { topology.add(endpoint); }};
}

Remedy add_interface_endpoint(const Complaint& complaint, const std::string& full_name) {
    const Scene& scene = complaint.scene;
    VpcEndpoint endpoint = new_endpoint(scene, full_name);
    endpoint.endpoint_type = "Interface";
    endpoint.private_dns_enabled = true;
    const VpcEndpoint* like = sibling(scene);
    const auto group = group_for_nodes(scene, endpoint.key);
    endpoint.subnets = like ? like->subnets : one_subnet_per_zone(scene);
    endpoint.security_groups =
        like ? like->security_groups : std::vector<Reference<topology::SecurityGroup>>{{group.key}};
    const std::string with = like ? fmt::format("in the subnets and with the security groups of {}",
                                                resource_name(*like))
                                  : "in one subnet of each zone, with a security group that admits "
                                    "tcp/443 from the nodes";
    const auto sentence =
        fmt::format("add an interface endpoint for {} with private DNS, {}", full_name, with);
    return {say_endpoint(scene, sentence, endpoint),
            [endpoint, group, own = like == nullptr](topology::Topology& topology) {
                topology.add(endpoint);
                if (own)
                    topology.add(group);
            }};
}

}  // namespace

std::vector<Remedy> add_endpoint(const Complaint& complaint) {
    const auto* service = wanted_service(complaint);
    if (service == nullptr || complaint.scene.vpc == nullptr)
        return {};
    const std::string full_name = complaint.scene.network.tables().endpoint_service_name(
        service->service, complaint.scene.network.topology().region);
    Remedy remedy = is_gateway(*service) ? add_gateway_endpoint(complaint, full_name)
                                         : add_interface_endpoint(complaint, full_name);
    if (!is_designed(complaint))
        return {remedy};
    return {{fmt::format("remove {} from endpoints.remove", service->service), remedy.apply}};
}

std::vector<Remedy> turn_on_private_dns(const Complaint& complaint) {
    const auto* endpoint = named<VpcEndpoint>(complaint, complaint.blocker.cause.resource);
    if (endpoint == nullptr)
        return {};
    return {{say(fmt::format("turn on private DNS of {}", resource_name(*endpoint)), *endpoint,
                 snippets::private_dns(*endpoint)),
             [key = endpoint->key](topology::Topology& topology) {
                 topology.all<VpcEndpoint>()[key].private_dns_enabled = true;
             }}};
}

std::vector<Remedy> associate_route_table(const Complaint& complaint) {
    const auto* service = wanted_service(complaint);
    if (service == nullptr || complaint.scene.vpc == nullptr || complaint.blocker.key.empty())
        return {};
    const auto& network = complaint.scene.network;
    const auto* endpoint = gateway_endpoint(
        *complaint.scene.vpc,
        network.tables().endpoint_service_name(service->service, network.topology().region));
    if (endpoint == nullptr)
        return {};
    const auto* table = network.topology().find<topology::RouteTable>(complaint.blocker.key);
    const auto sentence = fmt::format("associate {} with {}", resource_name(*endpoint),
                                      complaint.blocker.cause.resource);
    return {
        {table == nullptr ? sentence
                          : say(sentence, *endpoint, snippets::endpoint_route(*endpoint, *table)),
         [key = endpoint->key, table_key = complaint.blocker.key](topology::Topology& topology) {
             auto& tables = topology.all<VpcEndpoint>()[key].route_tables;
             if (!tables.is_known())
                 tables = std::vector<Reference<topology::RouteTable>>{};
             tables.mutable_value().push_back({table_key});
         }}};
}

}  // namespace inland::prove
