// SPDX-License-Identifier: Apache-2.0
// The VPC endpoints of a fully private cluster.
#include "aws/partitions.h"
#include "sources/eksctl/config.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::sources::eksctl {
namespace {

using namespace topology;

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> services_of(const Reading& reading) {
    auto services = reading.defaults.texts("requiredEndpoints");
    const auto optional = reading.defaults.texts("optionalEndpoints");
    for (const auto& name : reading.config.texts("privateCluster.additionalEndpointServices")) {
        if (contains(optional, name))
            services.push_back(name);
        else
            reading.config.reporter().error(
                reading.config.find("privateCluster.additionalEndpointServices")->position,
                "eksctl-endpoint", "eksctl makes no such endpoint", knowledge::quoted(name));
    }
    const bool has_logs = !reading.config.texts("cloudWatch.clusterLogging.enableTypes").empty();
    if (has_logs && !contains(services, "logs"))
        services.emplace_back("logs");
    return services;
}

void add_endpoint(Reading& reading, const std::string& service) {
    auto endpoint =
        resource<VpcEndpoint>("VPCEndpoint:" + service, reading.config.place("privateCluster"));
    endpoint.vpc = Reference<Vpc>{std::string(vpc_key)};
    const auto& region = reading.topology.region;
    // China's and other clouds' services have prefixes of their own.
    const auto partition = aws::partition_table_of(region).partition.name;
    endpoint.service_name =
        partition != "aws" && partition != "aws-us-gov"
            ? Attribute<std::string>::unknown()
            : Attribute<std::string>(fmt::format("com.amazonaws.{}.{}", region, service));
    const bool is_gateway = contains(reading.defaults.texts("gatewayEndpoints"), service);
    endpoint.endpoint_type = is_gateway ? "Gateway" : "Interface";
    std::vector<Reference<RouteTable>> tables;
    for (const auto& [key, table] : reading.topology.all<RouteTable>())
        tables.push_back({key});
    if (is_gateway) {
        endpoint.route_tables = std::move(tables);
    } else {
        endpoint.subnets = subnets_of(reading, private_kind);
        endpoint.security_groups =
            std::vector{Reference<SecurityGroup>{std::string(shared_group_key)}};
        endpoint.private_dns_enabled = true;
    }
    reading.topology.add(std::move(endpoint));
}

}  // namespace

void add_endpoints(Reading& reading) {
    if (!reading.is_private() || reading.config.is_true("privateCluster.skipEndpointCreation"))
        return;
    for (const auto& service : services_of(reading))
        add_endpoint(reading, service);
}

}  // namespace inland::sources::eksctl
