// SPDX-License-Identifier: Apache-2.0
#include "sources/live/connected_vpcs.h"
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

#include <algorithm>
#include <set>

namespace inland::sources::live {
namespace {

using topology::Attribute;
using topology::DhcpOptions;
using topology::Vpc;

constexpr Ec2List vpc_list = {
    .operation = "DescribeVpcs", .list = "Vpcs", .network_filter = "vpc-id", .by_tag = true};

/// DNS settings are not in DescribeVpcs: one call each.
Result<Attribute<bool>> dns_setting(const Reading& reading, const std::string& vpc,
                                    std::string_view attribute, std::string_view member) {
    const auto answer =
        reading.call("ec2", "DescribeVpcAttribute", {{"VpcId", vpc}, {"Attribute", attribute}});
    if (!answer && lacks_operation(answer.error()))
        return Attribute<bool>::unknown();
    return boolean(TRY(answer), std::string(member) + ".Value");
}

Attribute<std::vector<Ipv4Prefix>> secondary_blocks(const json::value& document,
                                                    const Attribute<Ipv4Prefix>& primary) {
    std::vector<Ipv4Prefix> blocks;
    for (const auto& association : find_array(document, "CidrBlockAssociationSet")) {
        const auto block = prefix(association, "CidrBlock");
        const auto state = string_or_empty(association, "CidrBlockState.State");
        if (block.is_known() && block != primary && (state.empty() || state == "associated"))
            blocks.push_back(block.value());
    }
    std::ranges::sort(blocks);
    return blocks;
}

Attribute<std::vector<Ipv6Prefix>> ipv6_blocks(const json::value& document) {
    std::vector<Ipv6Prefix> blocks;
    for (const auto& association : find_array(document, "Ipv6CidrBlockAssociationSet")) {
        const auto block = ipv6_prefix(association, "Ipv6CidrBlock");
        const auto state = string_or_empty(association, "Ipv6CidrBlockState.State");
        if (block.is_known() && (state.empty() || state == "associated"))
            blocks.push_back(block.value());
    }
    std::ranges::sort(blocks);
    return blocks.empty() ? Attribute<std::vector<Ipv6Prefix>>() : blocks;
}

Vpc vpc_of(const json::value& document) {
    auto vpc = resource_of<Vpc>(string_or_empty(document, "VpcId"), tag_list(document));
    vpc.cidr_block = prefix(document, "CidrBlock");
    vpc.secondary_cidr_blocks = secondary_blocks(document, vpc.cidr_block);
    vpc.ipv6_cidr_blocks = ipv6_blocks(document);
    // "default" stands for options that do not exist: the VPC's machines are told nothing.
    if (string_or_empty(document, "DhcpOptionsId") != "default")
        vpc.dhcp_options = reference<DhcpOptions>(document, "DhcpOptionsId");
    return vpc;
}

DhcpOptions dhcp_options_of(const json::value& document) {
    auto options =
        resource_of<DhcpOptions>(string_or_empty(document, "DhcpOptionsId"), tag_list(document));
    for (const auto& setting : find_array(document, "DhcpConfigurations")) {
        const auto key = string_or_empty(setting, "Key");
        std::vector<std::string> values;  // in their order: the first server is asked first
        for (const auto& value : find_array(setting, "Values"))
            values.push_back(string_or_empty(value, "Value"));
        if (key == "domain-name" && !values.empty())
            options.domain_name = values.front();
        if (key == "domain-name-servers")
            options.domain_name_servers = values;
    }
    return options;
}

Result<void> add_vpc(Reading& reading, const json::value& document) {
    auto vpc = vpc_of(document);
    vpc.enable_dns_support =
        TRY(dns_setting(reading, vpc.id, "enableDnsSupport", "EnableDnsSupport"));
    vpc.enable_dns_hostnames =
        TRY(dns_setting(reading, vpc.id, "enableDnsHostnames", "EnableDnsHostnames"));
    if (std::ranges::find(reading.vpcs, vpc.id) == reading.vpcs.end())
        reading.vpcs.push_back(vpc.id);
    reading.topology.add(std::move(vpc));
    return {};
}

}  // namespace

Result<void> read_vpcs(Reading& reading) {
    for (const auto& document : TRY(list_ec2(reading, vpc_list)))
        TRY_VOID(add_vpc(reading, document));
    if (reading.everything() || reading.options.networks == Networks::Own)
        return {};
    const auto connected = TRY(connected_vpcs(reading));
    if (connected.empty())
        return {};
    const json::object only{{"Filters", json::array{ec2_filter("vpc-id", connected)}}};
    for (const auto& document : TRY(reading.list("ec2", "DescribeVpcs", "Vpcs", only)))
        TRY_VOID(add_vpc(reading, document));
    return {};
}

Result<void> read_dhcp_options(Reading& reading) {
    std::set<std::string> used;
    for (const auto& [id, vpc] : reading.topology.all<Vpc>()) {
        if (vpc.dhcp_options.is_known())
            used.insert(vpc.dhcp_options.value().key);
    }
    constexpr Ec2List list = {
        .operation = "DescribeDhcpOptions", .list = "DhcpOptions", .by_tag = true};
    auto documents = TRY(list_ec2(reading, list));
    if (!reading.everything() && !used.empty()) {
        const auto in_use =
            TRY(reading.list("ec2", "DescribeDhcpOptions", "DhcpOptions",
                             {{"DhcpOptionsIds", json::array(used.begin(), used.end())}}));
        documents.insert(documents.end(), in_use.begin(), in_use.end());
    }
    for (const auto& document : documents)
        reading.topology.add(dhcp_options_of(document));
    return {};
}

}  // namespace inland::sources::live
