// SPDX-License-Identifier: Apache-2.0
#include "intents/parse.h"
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using topology::SecurityGroupRule;

std::vector<Repair> repairs(const topology::Topology& world, std::string_view flow) {
    const auto verdicts = prove_world(world);
    for (const Verdict& verdict : rows(verdicts, flow))
        if (verdict.outcome == Outcome::Fails)
            return verdict.repairs;
    return {};
}

TEST(Repair, AddsTheEndpointLikeItsSiblings) {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ecr.api");
    EXPECT_THAT(repairs(world, "node.ecr-api"),
                ElementsAre(ElementsAre(
                    "add an interface endpoint for com.amazonaws.eu-central-1.ecr.api with private "
                    "DNS, in the subnets and with the security groups of vpc-endpoint/ec2")));
}

TEST(Repair, SpeaksTheSpecsWordsOfADesignedCluster) {
    auto world = private_world();
    at<topology::Cluster>(world, "atlas").why = "the cluster that the spec asks for";
    world.all<topology::VpcEndpoint>().erase("ecr.api");
    EXPECT_THAT(repairs(world, "node.ecr-api"),
                ElementsAre(ElementsAre("remove ecr.api from endpoints.remove")));
}

TEST(Repair, TakesAllBlockersAway) {
    auto world = private_world();
    auto& endpoint = at<topology::VpcEndpoint>(world, "ec2");
    endpoint.private_dns_enabled = false;
    at<topology::SecurityGroup>(world, "endpoints").ingress = std::vector<SecurityGroupRule>{};
    const auto found = repairs(world, "node.ec2");
    EXPECT_THAT(found, ElementsAre(ElementsAre(
                           "turn on private DNS of vpc-endpoint/ec2",
                           "add an ingress rule to security-group/endpoints: tcp/443 from "
                           "10.0.1.0/24")));
}

TEST(Repair, AssociatesTheRouteTable) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "s3").route_tables = {};
    EXPECT_THAT(repairs(world, "node.s3-layers"),
                ElementsAre(ElementsAre("associate vpc-endpoint/s3 with route-table/private")));
}

TEST(Repair, AssociatesNothingForAClusterThatNobodyKnowsTheNetworkOf) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "s3").route_tables = {};
    at<topology::Cluster>(world, "atlas").subnets =
        decltype(at<topology::Cluster>(world, "atlas").subnets)::unknown();
    EXPECT_THAT(repairs(world, "node.s3-layers"), IsEmpty());
}

TEST(Repair, TurnsOnWhatTheVpcLacks) {
    auto world = private_world();
    at<topology::Vpc>(world, "main").enable_dns_support = false;
    EXPECT_THAT(repairs(world, "node.dns"),
                ElementsAre(ElementsAre("turn on enableDnsSupport of vpc/main")));
}

TEST(Repair, LeadsBackToTheClients) {
    auto world = private_world();
    at<topology::RouteTable>(world, "private").propagating_gateways = {};
    EXPECT_THAT(repairs(world, "client.api-server"),
                ElementsAre(ElementsAre(
                    "turn on route propagation from vpn-gateway/vgw into route-table/private")));
    at<topology::VpnConnection>(world, "vpn").static_routes = std::vector<Ipv4Prefix>{};
    EXPECT_THAT(repairs(world, "client.api-server").front(),
                ::testing::Contains("add the static route 192.168.0.0/16 to vpn-connection/vpn"));
}

TEST(Repair, AllowsRepliesInTheNetworkAcl) {
    auto world = private_world();
    topology::NetworkAcl acl;
    acl.key = "acl";
    acl.name = "acl";
    acl.vpc = topology::Reference<topology::Vpc>{"main"};
    acl.subnets = std::vector<topology::Reference<topology::Subnet>>{{"b"}};
    acl.entries = std::vector{
        topology::NetworkAclEntry{.rule_number = 100, .action = topology::RuleAction::Allow},
        topology::NetworkAclEntry{.direction = topology::TrafficDirection::Egress,
                                  .rule_number = 50,
                                  .action = topology::RuleAction::Deny,
                                  .protocol = 6,
                                  .ports = {40000, 40000}},
        topology::NetworkAclEntry{.direction = topology::TrafficDirection::Egress,
                                  .rule_number = 100,
                                  .action = topology::RuleAction::Allow}};
    world.add(acl);
    EXPECT_THAT(repairs(world, "node.ec2"),
                ElementsAre(ElementsAre(
                    "add rule 49 to the egress of acl: allow tcp/32768-60999 to 10.0.1.0/24")));
}

TEST(Repair, ClosesTheWayToTheInternet) {
    auto world = private_world();
    topology::InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = topology::Reference<topology::Vpc>{"main"};
    world.add(gateway);
    at<topology::Subnet>(world, "a").map_public_ip_on_launch = true;
    at<topology::RouteTable>(world, "private").routes =
        std::vector{topology::Route{.destination = Ipv4Prefix(),
                                    .prefix_list = {},
                                    .target = topology::RouteTarget::InternetGateway,
                                    .target_key = "igw"}};
    const auto verdicts = prove_world(world);
    EXPECT_THAT(cause_kinds(verdicts, "internet.egress"), ElementsAre("internet-gateway-route"));
    EXPECT_THAT(repairs(world, "internet.egress"),
                ElementsAre(ElementsAre(HasSubstr("remove the routes of route-table/private"))));
    EXPECT_EQ(rows(verdicts, "internet.egress")[1].outcome, Outcome::Holds);
}

TEST(Repair, OffersNothingThatDoesNotHelp) {
    auto world = private_world();
    at<topology::Subnet>(world, "b").available_addresses = 2;
    EXPECT_THAT(cause_kinds(prove_world(world), "cluster.subnets"), ElementsAre("subnet-full"));
    EXPECT_THAT(repairs(world, "cluster.subnets"), IsEmpty());
}

/// The endpoints' group without its rule, called as a source would call it.
topology::Topology closed_world(const std::string& name, const std::string& id) {
    auto world = private_world();
    auto& group = at<topology::SecurityGroup>(world, "endpoints");
    group.ingress = std::vector<SecurityGroupRule>{};
    group.name = name;
    group.id = id;
    return world;
}

std::string first_step(const topology::Topology& world) {
    const auto found = repairs(world, "node.ec2");
    return found.empty() || found.front().empty() ? std::string() : found.front().front();
}

TEST(Repair, IsWrittenInTheSourcesOwnLanguage) {
    EXPECT_THAT(first_step(closed_world("aws_security_group.endpoints", "")),
                HasSubstr("\nresource \"aws_vpc_security_group_ingress_rule\" "
                          "\"inland_ingress_443\" {\n"
                          "  security_group_id = aws_security_group.endpoints.id\n"));
    EXPECT_THAT(first_step(closed_world("EndpointGroup", "")),
                HasSubstr("GroupId: !GetAtt EndpointGroup.GroupId, IpProtocol: tcp"));
    EXPECT_THAT(first_step(closed_world("sg-1", "sg-1")),
                HasSubstr("\naws ec2 authorize-security-group-ingress --group-id sg-1 "));
}

TEST(Repair, OfNewEndpointsNamesTheirSubnetsAndGroups) {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ecr.api");
    at<topology::Vpc>(world, "main").name = "aws_vpc.main";
    at<topology::Subnet>(world, "a").name = "aws_subnet.a";
    at<topology::Subnet>(world, "b").name = "aws_subnet.b";
    at<topology::SecurityGroup>(world, "endpoints").name = "aws_security_group.endpoints";
    const auto found = repairs(world, "node.ecr-api");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0][0], HasSubstr("resource \"aws_vpc_endpoint\" \"ecr_api\" {\n"
                                       "  vpc_id = aws_vpc.main.id\n"));
    EXPECT_THAT(found[0][0], HasSubstr("subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]"));
}

/// One intent that the world above does not meet, and one that mending it must not break.
intents::Intents intents_of(const std::string& text) {
    Diagnostics diagnostics;
    return intents::parse("apiVersion: inland.dev/v1alpha1\nkind: Intents\nintents:\n" + text,
                          "intents.yaml", diagnostics)
        .value_or(intents::Intents{});
}

std::vector<Repair> repairs_with(const topology::Topology& world, const intents::Intents& intents,
                                 std::string_view flow) {
    const auto verdicts = prove({world, knowledge::built_in(), office(), {}, &intents});
    return rows(verdicts, flow).front().repairs;
}

const std::string wanted =
    "  - {name: wanted, from: clients, to: nodes, must: reach, ports: [22]}\n";

TEST(Repair, MendsIntentsToo) {
    const auto found = repairs_with(private_world(), intents_of(wanted), "intent.wanted");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0], ElementsAre("add an ingress rule to eks-cluster-sg/atlas: tcp/22 from "
                                      "192.168.0.0/16"));
}

TEST(Repair, IsNotOfferedWhereItBreaksAnIntent) {
    const auto found = repairs_with(
        private_world(),
        intents_of(
            wanted +
            "  - {name: shut, from: clients, to: pods, must: never-reach, ports: [20-30]}\n"),
        "intent.wanted");
    EXPECT_THAT(found, IsEmpty());
}

TEST(Repair, MendsIntentsWithoutAnyCluster) {
    auto world = private_world();
    world.all<topology::Cluster>().clear();
    world.all<topology::NodeGroup>().clear();
    const auto found =
        repairs_with(world,
                     intents_of("  - {name: wanted, from: 192.168.0.0/16, to: mine, must: reach, "
                                "ports: [443]}\n"
                                "groups: {mine: {endpoints: [ec2]}}\n"),
                     "intent.wanted");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0], ElementsAre("add an ingress rule to security-group/endpoints: tcp/443 "
                                      "from 192.168.0.0/16"));
}

}  // namespace
}  // namespace inland::prove::testing
