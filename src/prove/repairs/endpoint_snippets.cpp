// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/snippets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove::snippets {

namespace {

using Texts = std::vector<std::string>;

/// Where the new endpoint goes, in the words of the VPC's own language.
struct Members {
    Texts subnets, groups, tables;
};

template <typename R>
Texts references(const topology::Topology& topology,
                 const topology::Attribute<std::vector<topology::Reference<R>>>& list) {
    Texts texts;
    if (list.is_known())
        for (const auto& reference : list.value())
            if (const auto* resource = topology.find<R>(reference.key))
                texts.push_back(reference_to(*resource));
    return texts;
}

/// " = [a, b]" lines of what there is.
std::string terraform_list(std::string_view name, const Texts& texts) {
    return texts.empty() ? std::string()
                         : fmt::format("  {} = [{}]\n", name, fmt::join(texts, ", "));
}

std::string cloudformation_list(std::string_view name, const Texts& texts) {
    return texts.empty() ? std::string()
                         : fmt::format("    {}: [{}]\n", name, fmt::join(texts, ", "));
}

std::string cli_list(std::string_view option, const Texts& texts) {
    return texts.empty() ? std::string() : fmt::format(" --{} {}", option, fmt::join(texts, " "));
}

/// "com.amazonaws.eu-central-1.ecr.api" → "ecr_api".
std::string label_of(const std::string& service) {
    std::string label;
    std::size_t from = 0;
    for (int dots = 0; dots < 3 && from != service.npos; ++dots)
        from = service.find('.', from == 0 ? 0 : from) + 1;
    for (const char letter : service.substr(from))
        label += letter == '.' || letter == '-' ? '_' : letter;
    return label;
}

std::string logical_id_of(const std::string& label) {
    std::string id = "InlandEndpoint";
    for (const char letter : label)
        if (letter != '_')
            id += letter;
    return id;
}

}  // namespace

Wording endpoint(const topology::Topology& topology, const topology::Vpc& vpc,
                 const topology::VpcEndpoint& made) {
    const Members members{references(topology, made.subnets),
                          references(topology, made.security_groups),
                          references(topology, made.route_tables)};
    const std::string& service = made.service_name.value();
    const std::string type = made.endpoint_type.value_or_default("Gateway").value_or("Gateway");
    const bool interface = type == "Interface";
    const auto label = label_of(service);
    return {fmt::format("resource \"aws_vpc_endpoint\" \"{}\" {{\n"
                        "  vpc_id = {}\n"
                        "  service_name = \"{}\"\n"
                        "  vpc_endpoint_type = \"{}\"\n{}{}{}{}}}",
                        label, reference_to(vpc), service, type,
                        terraform_list("subnet_ids", members.subnets),
                        terraform_list("security_group_ids", members.groups),
                        terraform_list("route_table_ids", members.tables),
                        interface ? "  private_dns_enabled = true\n" : ""),
            fmt::format("{}:\n"
                        "  Type: AWS::EC2::VPCEndpoint\n"
                        "  Properties:\n"
                        "    VpcId: {}\n"
                        "    ServiceName: {}\n"
                        "    VpcEndpointType: {}\n{}{}{}{}",
                        logical_id_of(label), reference_to(vpc), service, type,
                        cloudformation_list("SubnetIds", members.subnets),
                        cloudformation_list("SecurityGroupIds", members.groups),
                        cloudformation_list("RouteTableIds", members.tables),
                        interface ? "    PrivateDnsEnabled: true" : ""),
            fmt::format("aws ec2 create-vpc-endpoint --vpc-id {} --service-name {} "
                        "--vpc-endpoint-type {}{}{}{}{}",
                        reference_to(vpc), service, type, cli_list("subnet-ids", members.subnets),
                        cli_list("security-group-ids", members.groups),
                        cli_list("route-table-ids", members.tables),
                        interface ? " --private-dns-enabled" : "")};
}

}  // namespace inland::prove::snippets
