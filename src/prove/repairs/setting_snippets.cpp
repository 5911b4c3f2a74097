// SPDX-License-Identifier: Apache-2.0
#include "prove/network.h"
#include "prove/repairs/snippets.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace inland::prove::snippets {

namespace {

/// "enable_dns_support" → "EnableDnsSupport".
std::string camel(std::string_view snake) {
    std::string text;
    bool upper = true;
    for (const char letter : snake) {
        if (letter != '_')
            text += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter)))
                          : letter;
        upper = letter == '_';
    }
    return text;
}

std::string dashed(std::string_view snake) {
    std::string text(snake);
    std::ranges::replace(text, '_', '-');
    return text;
}

/// One attribute of a resource that is there.
std::string in_terraform(const topology::Resource& resource, std::string_view lines) {
    return fmt::format("# in {}\n{}", resource_name(resource), lines);
}

std::string in_cloudformation(const topology::Resource& resource, std::string_view properties) {
    return fmt::format("{}:\n  Properties:\n    {}", resource_name(resource), properties);
}

}  // namespace

Wording private_dns(const topology::VpcEndpoint& endpoint) {
    return {in_terraform(endpoint, "private_dns_enabled = true"),
            in_cloudformation(endpoint, "PrivateDnsEnabled: true"),
            fmt::format("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {} --private-dns-enabled",
                        reference_to(endpoint))};
}

Wording endpoint_route(const topology::VpcEndpoint& endpoint, const topology::RouteTable& table) {
    return {fmt::format("resource \"aws_vpc_endpoint_route_table_association\" \"inland\" {{\n"
                        "  vpc_endpoint_id = {}\n"
                        "  route_table_id  = {}\n"
                        "}}",
                        reference_to(endpoint), reference_to(table)),
            in_cloudformation(endpoint,
                              fmt::format("RouteTableIds: [{}]  # beside those that are there",
                                          reference_to(table))),
            fmt::format("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {} --add-route-table-ids {}",
                        reference_to(endpoint), reference_to(table))};
}

Wording vpc_switch(const topology::Vpc& vpc, std::string_view terraform_attribute) {
    return {in_terraform(vpc, fmt::format("{} = true", terraform_attribute)),
            in_cloudformation(vpc, camel(terraform_attribute) + ": true"),
            fmt::format("aws ec2 modify-vpc-attribute --vpc-id {} --{} '{{\"Value\":true}}'",
                        reference_to(vpc), dashed(terraform_attribute))};
}

Wording metadata_service(const topology::LaunchTemplate& made) {
    return {
        in_terraform(made, "metadata_options { http_endpoint = \"enabled\" }"),
        in_cloudformation(made, "LaunchTemplateData: {MetadataOptions: {HttpEndpoint: enabled}}"),
        fmt::format("aws ec2 create-launch-template-version --launch-template-id {} "
                    "--source-version '$Latest' --launch-template-data "
                    "'{{\"MetadataOptions\":{{\"HttpEndpoint\":\"enabled\"}}}}'",
                    reference_to(made))};
}

Wording propagation(const topology::RouteTable& table, const topology::VpnGateway& gateway) {
    const auto to = reference_to(table), from = reference_to(gateway);
    return {fmt::format("resource \"aws_vpn_gateway_route_propagation\" \"inland\" {{\n"
                        "  vpn_gateway_id = {}\n"
                        "  route_table_id = {}\n"
                        "}}",
                        from, to),
            fmt::format("InlandPropagation:\n"
                        "  Type: AWS::EC2::VPNGatewayRoutePropagation\n"
                        "  Properties: {{RouteTableIds: [{}], VpnGatewayId: {}}}",
                        to, from),
            fmt::format("aws ec2 enable-vgw-route-propagation --route-table-id {} --gateway-id {}",
                        to, from)};
}

Wording api_access(const topology::Cluster& cluster, std::string_view access, bool on) {
    return {
        in_terraform(cluster, fmt::format("vpc_config {{ endpoint_{}_access = {} }}", access, on)),
        in_cloudformation(cluster, fmt::format("ResourcesVpcConfig: {{Endpoint{}Access: {}}}",
                                               camel(access), on)),
        fmt::format(
            "aws eks update-cluster-config --name {} --resources-vpc-config "
            "endpoint{}Access={}",
            cluster.cluster_name.is_known() ? cluster.cluster_name.value() : reference_to(cluster),
            camel(access), on)};
}

}  // namespace inland::prove::snippets
