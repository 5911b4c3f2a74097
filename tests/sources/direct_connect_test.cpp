// SPDX-License-Identifier: Apache-2.0
// Elastic IP addresses and Direct Connect associations, as each source says them.
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"
#include "tests/sources/template_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

/// One new resource of a plan: what is known of it and what is not.
std::string planned(std::string_view type, std::string_view after, std::string_view unknown) {
    return fmt::format(R"({{"address": "{0}.main", "mode": "managed", "type": "{0}", "name": "main",
        "change": {{"actions": ["create"], "after": {1}, "after_unknown": {2}}}}})",
                       type, after, unknown);
}

/// What the configuration says of one attribute: that it refers to another resource.
std::string configured(std::string_view type, std::string_view attribute, std::string_view target) {
    return fmt::format(R"({{"type": "{0}", "name": "main", "mode": "managed",
        "expressions": {{"{1}": {{"references": ["{2}.id", "{2}"]}}}}}})",
                       type, attribute, target);
}

Topology read_plan(const std::vector<std::string>& changes,
                   const std::vector<std::string>& configuration) {
    const auto plan = fmt::format(
        R"({{"format_version": "1.2", "resource_changes": [{}],
            "configuration": {{"provider_config": {{}}, "root_module": {{"resources": [{}]}}}}}})",
        fmt::join(changes, ","), fmt::join(configuration, ","));
    auto topology = read_terraform_plan(plan, "plan.json");
    EXPECT_TRUE(topology) << topology.error().message;
    return topology.value_or(Topology{});
}

const std::string vpc = planned("aws_vpc", R"({"cidr_block": "10.40.0.0/16"})", R"({"id": true})");
const std::string gateway = planned("aws_vpn_gateway", "{}", R"({"id": true, "vpc_id": true})");
const std::string gateway_in_vpc = configured("aws_vpn_gateway", "vpc_id", "aws_vpc.main");
const std::string to_gateway =
    configured("aws_dx_gateway_association", "associated_gateway_id", "aws_vpn_gateway.main");

TEST(TerraformDirectConnect, AllowsTheVpcWhereNobodySaysWhat) {
    const auto world = read_plan(
        {vpc, gateway,
         planned("aws_dx_gateway_association", R"({"dx_gateway_id": "gateway-1"})",
                 R"({"id": true, "associated_gateway_id": true, "allowed_prefixes": true})")},
        {gateway_in_vpc, to_gateway});
    const auto* association =
        world.find<DirectConnectAssociation>("aws_dx_gateway_association.main");
    ASSERT_NE(association, nullptr);
    EXPECT_EQ(association->gateway_id, "gateway-1");
    EXPECT_EQ(association->vpn_gateway, Reference<VpnGateway>{"aws_vpn_gateway.main"});
    EXPECT_TRUE(association->transit_gateway.is_absent());
    EXPECT_THAT(association->allowed_prefixes.value(),
                ElementsAre(*Ipv4Prefix::parse("10.40.0.0/16")));
    EXPECT_TRUE(association->advertised_routes.is_unknown());
    EXPECT_THAT(world.missing, Not(Contains("aws_dx_gateway_association.main")));
}

TEST(TerraformDirectConnect, ReadsThePrefixesOfATransitGateway) {
    const auto world =
        read_plan({planned("aws_dx_gateway_association",
                           R"({"dx_gateway_id": "gateway-1", "associated_gateway_id": "tgw-1",
                               "allowed_prefixes": ["10.0.0.0/8", "10.40.0.0/16"]})",
                           R"({"id": true})")},
                  {});
    const auto& association =
        *world.find<DirectConnectAssociation>("aws_dx_gateway_association.main");
    EXPECT_EQ(association.transit_gateway, Reference<TransitGateway>{"tgw-1"});
    EXPECT_TRUE(association.vpn_gateway.is_absent());
    EXPECT_EQ(association.allowed_prefixes.value().size(), 2U);
}

TEST(TerraformDirectConnect, IsUnknownWhereThePrefixesAre) {
    const auto world = read_plan(
        {vpc, gateway,
         planned("aws_dx_gateway_association", R"({"dx_gateway_id": "gateway-1"})",
                 R"({"id": true, "associated_gateway_id": true, "allowed_prefixes": true})")},
        {gateway_in_vpc,
         R"({"type": "aws_dx_gateway_association", "name": "main", "mode": "managed",
             "expressions": {"allowed_prefixes": {"references": ["local.prefixes"]},
             "associated_gateway_id": {"references": ["aws_vpn_gateway.main"]}}})"});
    EXPECT_TRUE(world.find<DirectConnectAssociation>("aws_dx_gateway_association.main")
                    ->allowed_prefixes.is_unknown());
}

TEST(TerraformAddresses, AreThoseOfNatGateways) {
    const auto world =
        read_plan({planned("aws_eip", R"({"domain": "vpc"})", R"({"id": true, "public_ip": true})"),
                   planned("aws_nat_gateway", R"({"connectivity_type": "public"})",
                           R"({"id": true, "allocation_id": true, "public_ip": true})")},
                  {configured("aws_nat_gateway", "allocation_id", "aws_eip.main")});
    ASSERT_NE(world.find<Address>("aws_eip.main"), nullptr);
    EXPECT_TRUE(world.find<Address>("aws_eip.main")->public_ip.is_absent());
    EXPECT_EQ(world.find<NatGateway>("aws_nat_gateway.main")->address,
              Reference<Address>{"aws_eip.main"});
}

TEST(TerraformAddresses, AreKnownWhereTheyAreThere) {
    const auto world = read_plan(
        {planned("aws_eip", R"({"id": "eipalloc-1", "public_ip": "203.0.113.7"})", "{}")}, {});
    EXPECT_EQ(world.find<Address>("aws_eip.main")->public_ip, "203.0.113.7");
}

TEST(CloudFormationAddresses, AreThoseOfNatGateways) {
    const auto world = testing::read_template(R"(
Resources:
  Address: {Type: "AWS::EC2::EIP", Properties: {Domain: vpc}}
  Gateway:
    Type: AWS::EC2::NatGateway
    Properties: {AllocationId: !GetAtt Address.AllocationId, SubnetId: subnet-1}
)");
    ASSERT_NE(world.find<Address>("Address"), nullptr);
    EXPECT_EQ(world.find<NatGateway>("Gateway")->address, Reference<Address>{"Address"});
}

TEST(SnapshotDirectConnect, IsOfTheGatewayThatTheAnswersName) {
    const std::string vpcs = R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.40.0.0/16"}]})";
    const std::string gateways = R"({"VpnGateways": [{"VpnGatewayId": "vgw-1",
        "State": "available", "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}]})";
    const std::string associations = R"({"directConnectGatewayAssociations": [
        {"associationId": "as-1", "directConnectGatewayId": "gateway-1",
         "associationState": "associated",
         "associatedGateway": {"id": "vgw-1", "type": "virtualPrivateGateway"},
         "allowedPrefixesToDirectConnectGateway": [{"cidr": "10.40.0.0/16"}]},
        {"associationId": "as-2", "directConnectGatewayId": "gateway-1",
         "associationState": "associated",
         "associatedGateway": {"id": "vgw-2", "type": "virtualPrivateGateway"}}]})";
    Diagnostics diagnostics;
    const auto world =
        read_snapshot({{"a", vpcs}, {"b", gateways}, {"c", associations}}, diagnostics);
    ASSERT_TRUE(world);
    EXPECT_EQ(world->find<DirectConnectAssociation>("as-1")->vpn_gateway,
              Reference<VpnGateway>{"vgw-1"});
    EXPECT_EQ(world->find<DirectConnectAssociation>("as-2"), nullptr);
    EXPECT_THAT(world->missing, Not(Contains(DirectConnectAssociation::type)));
}

}  // namespace
}  // namespace inland::sources
