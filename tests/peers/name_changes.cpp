// SPDX-License-Identifier: Apache-2.0
// Names that other servers, zones and rules answer.
#include "tests/peers/changes.h"

#include <array>

#include <fmt/format.h>

namespace inland::testing {

namespace {

void set_options(AwsCalls& calls, std::string_view name, std::string_view value) {
    const auto made =
        calls.ec2("CreateDhcpOptions",
                  {{"DhcpConfigurations",
                    json::array{json::object{{"Key", "domain-name-servers"},
                                             {"Values", json::array{"AmazonProvidedDNS"}}},
                                json::object{{"Key", name}, {"Values", json::array{value}}}}}});
    calls.ec2("AssociateDhcpOptions",
              {{"VpcId", calls.vpc()},
               {"DhcpOptionsId", string_or_empty(made, "DhcpOptions.DhcpOptionsId")}});
}

void ask_own_servers(AwsCalls& calls) {
    const auto made =
        calls.ec2("CreateDhcpOptions",
                  {{"DhcpConfigurations",
                    json::array{json::object{{"Key", "domain-name-servers"},
                                             {"Values", json::array{"192.168.0.53"}}}}}});
    calls.ec2("AssociateDhcpOptions",
              {{"VpcId", calls.vpc()},
               {"DhcpOptionsId", string_or_empty(made, "DhcpOptions.DhcpOptionsId")}});
}

void give_own_domain(AwsCalls& calls) {
    set_options(calls, "domain-name", "corp.example.com");
}

void set_attribute(AwsCalls& calls, std::string_view attribute) {
    calls.ec2("ModifyVpcAttribute",
              {{"VpcId", calls.vpc()}, {attribute, json::object{{"Value", false}}}});
}

void stop_resolver(AwsCalls& calls) {
    set_attribute(calls, "EnableDnsSupport");
}

void stop_host_names(AwsCalls& calls) {
    set_attribute(calls, "EnableDnsHostnames");
}

void add_zone(AwsCalls& calls, std::string_view name) {
    calls.call("route53", "CreateHostedZone",
               {{"Name", name},
                {"CallerReference", name},
                {"VPC", json::object{{"VPCRegion", "eu-central-1"}, {"VPCId", calls.vpc()}}}});
}

void add_zone_of_the_registry(AwsCalls& calls) {
    add_zone(calls, "602401143452.dkr.ecr.eu-central-1.amazonaws.com");
}

void add_zone_of_our_own(AwsCalls& calls) {
    add_zone(calls, "corp.example.com");
}

json::value add_resolver(AwsCalls& calls) {
    json::array addresses;
    const auto subnets = calls.ec2("DescribeSubnets", filtered("vpc-id", calls.vpc()));
    for (const auto& subnet : find_array(subnets, "Subnets"))
        addresses.push_back(json::object{{"SubnetId", string_or_empty(subnet, "SubnetId")}});
    const auto group = string_or_empty(calls.endpoint("ec2"), "Groups.0.GroupId");
    return calls.call("route53resolver", "CreateResolverEndpoint",
                      {{"CreatorRequestId", "resolver"},
                       {"Direction", "OUTBOUND"},
                       {"SecurityGroupIds", json::array{group}},
                       {"IpAddresses", std::move(addresses)}});
}

void forward_names_of_ec2(AwsCalls& calls) {
    const auto resolver = add_resolver(calls);
    const auto rule =
        calls.call("route53resolver", "CreateResolverRule",
                   {{"CreatorRequestId", "rule"},
                    {"RuleType", "FORWARD"},
                    {"DomainName", "ec2.eu-central-1.amazonaws.com"},
                    {"TargetIps", json::array{json::object{{"Ip", "192.168.0.53"}}}},
                    {"ResolverEndpointId", string_or_empty(resolver, "ResolverEndpoint.Id")}});
    calls.call(
        "route53resolver", "AssociateResolverRule",
        {{"ResolverRuleId", string_or_empty(rule, "ResolverRule.Id")}, {"VPCId", calls.vpc()}});
}

constexpr std::array changes{
    Change{"OwnServersAsked", ask_own_servers, "node.dns", "dhcp-dns-servers"},
    Change{"ResolverStopped", stop_resolver, "node.dns", "vpc-dns-support-off"},
    Change{"HostNamesStopped", stop_host_names, "node.dns", "vpc-dns-hostnames-off"},
    Change{"RegistryInAZoneOfOurOwn", add_zone_of_the_registry, "node.ecr-dkr", "name-shadowed"},
    Change{"NamesOfEc2Forwarded", forward_names_of_ec2, "node.ec2", "name-forwarded"},
    Change{"DomainOfOurOwn", give_own_domain},
    Change{"ZoneOfOurOwn", add_zone_of_our_own},
};

}  // namespace

std::span<const Change> changes_of_names() {
    return changes;
}

}  // namespace inland::testing
