// SPDX-License-Identifier: Apache-2.0
// What the access modes and the ways out of the network add to the design and take from it.
#include "tests/design/example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using testing::design_of;
using ::testing::ElementsAre;
using testing::example;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::with;

Design in_mode(const std::string& access, const std::string& network, std::string_view more = "") {
    auto text = with("  access: private", "  access: " + access) + std::string(more);
    const auto at = text.find("    zones: 3");
    return design_of(text.replace(at, 12, "    zones: 3\n" + network));
}

Design with_nat() {
    return in_mode("private", "    egress: nat");
}
Design with_public_nodes() {
    return in_mode("public", "    nodes: public");
}

const topology::Cluster& cluster_of(const Design& design) {
    return design.topology.all<topology::Cluster>().begin()->second;
}

template <typename R>
const R& at(const Design& design, std::string_view key) {
    const auto* found = design.topology.find<R>(key);
    EXPECT_NE(found, nullptr) << key;
    static const R nothing;
    return found == nullptr ? nothing : *found;
}

template <typename R>
std::vector<std::string> keys(const Design& design) {
    std::vector<std::string> found;
    for (const auto& [key, resource] : design.topology.all<R>())
        found.push_back(key);
    return found;
}

TEST(Modes, GiveEachZoneANatGatewayWithAnAddressOfItsOwn) {
    const auto design = with_nat();
    EXPECT_THAT(keys<topology::NatGateway>(design),
                ElementsAre("nat-gateway/a", "nat-gateway/b", "nat-gateway/c"));
    const auto& gateway = at<topology::NatGateway>(design, "nat-gateway/b");
    EXPECT_EQ(gateway.subnet.value().key, "subnet/public-b");
    EXPECT_EQ(gateway.address.value().key, "address/nat-b");
    const auto& routes = at<topology::RouteTable>(design, "route-table/private-b").routes.value();
    ASSERT_EQ(routes.size(), 1U);
    EXPECT_EQ(routes.front().target_key, gateway.key);
    EXPECT_EQ(routes.front().destination, Ipv4Prefix());
}

TEST(Modes, LeadPublicSubnetsToTheInternetGateway) {
    const auto design = with_nat();
    const auto& table = at<topology::RouteTable>(design, "route-table/public");
    EXPECT_EQ(table.subnets.value().size(), 3U);
    EXPECT_EQ(table.routes.value().front().target_key, "internet-gateway/main");
    const auto& subnet = at<topology::Subnet>(design, "subnet/public-a");
    EXPECT_EQ(subnet.tags.at("kubernetes.io/role/elb"), "1");
    EXPECT_FALSE(subnet.map_public_ip_on_launch.value());
}

TEST(Modes, LeavePrivateSubnetsWhereTheyAre) {
    const auto closed = example();
    for (const auto& open : {with_nat(), with_public_nodes()})
        for (const auto& [key, subnet] : closed.topology.all<topology::Subnet>())
            EXPECT_EQ(at<topology::Subnet>(open, key).cidr_block, subnet.cidr_block) << key;
}

TEST(Modes, TakePublicSubnetsOutOfTheBlockThatIsKeptFree) {
    const auto design = with_nat();
    EXPECT_EQ(at<topology::Subnet>(design, "subnet/public-a").cidr_block.value().text(),
              "10.40.192.0/20");
    EXPECT_EQ(at<topology::Subnet>(design, "subnet/public-c").cidr_block.value().text(),
              "10.40.224.0/20");
}

TEST(Modes, NeedNoInterfaceEndpointsWithAWayOut) {
    for (const auto& design : {with_nat(), with_public_nodes()}) {
        EXPECT_THAT(keys<topology::VpcEndpoint>(design), ElementsAre("vpc-endpoint/s3"));
        EXPECT_EQ(design.topology.find<topology::SecurityGroup>("security-group/endpoints"),
                  nullptr);
    }
}

TEST(Modes, KeepTheEndpointsThatTheSpecAddsWithAWayOut) {
    const auto design = in_mode("private", "    egress: nat", "  endpoints: {add: [logs]}\n");
    EXPECT_THAT(keys<topology::VpcEndpoint>(design),
                ElementsAre("vpc-endpoint/logs", "vpc-endpoint/s3"));
    EXPECT_EQ(at<topology::VpcEndpoint>(design, "vpc-endpoint/logs").subnets.value().size(), 3U);
    at<topology::SecurityGroup>(design, "security-group/endpoints");
}

TEST(Modes, PlacePublicNodesInPublicSubnetsAndTheControlPlaneNever) {
    const auto design = with_public_nodes();
    for (const auto& subnet : at<topology::NodeGroup>(design, "node-group/general").subnets.value())
        EXPECT_THAT(subnet.key, HasSubstr("subnet/public-"));
    for (const auto& subnet : cluster_of(design).subnets.value())
        EXPECT_THAT(subnet.key, HasSubstr("subnet/private-"));
    EXPECT_TRUE(at<topology::Subnet>(design, "subnet/public-a").map_public_ip_on_launch.value());
    EXPECT_THAT(keys<topology::NatGateway>(design), IsEmpty());
}

TEST(Modes, ExposeTheApiAsTheSpecSays) {
    const auto both = in_mode("{mode: public-and-private, publicCidrs: [198.51.100.0/24]}", "");
    EXPECT_TRUE(cluster_of(both).endpoint_public_access.value());
    EXPECT_TRUE(cluster_of(both).endpoint_private_access.value());
    EXPECT_THAT(cluster_of(both).public_access_cidrs.value(), ElementsAre("198.51.100.0/24"));
    EXPECT_TRUE(cluster_of(both).public_access_addresses.is_absent());

    const auto open = in_mode("public", "");
    EXPECT_FALSE(cluster_of(open).endpoint_private_access.value());
    EXPECT_THAT(cluster_of(open).public_access_cidrs.value(), ElementsAre("0.0.0.0/0"));
    EXPECT_TRUE(cluster_of(open).public_access_addresses.is_absent());

    EXPECT_TRUE(cluster_of(example()).public_access_cidrs.is_absent());
}

TEST(Modes, AdmitNodesToARestrictedPublicApiByTheirNatGateways) {
    const auto design = in_mode("{mode: public, publicCidrs: [198.51.100.0/24]}", "");
    const auto& addresses = cluster_of(design).public_access_addresses.value();
    ASSERT_EQ(addresses.size(), 3U);
    EXPECT_EQ(addresses.front().key, "address/nat-a");
    EXPECT_THAT(cluster_of(design).why, HasSubstr("NAT gateways by which its nodes come"));
}

TEST(Modes, AreToldInWords) {
    EXPECT_THAT(example().notes,
                ElementsAre(HasSubstr("through the VPC endpoints"), HasSubstr("192.168.0.0/16"),
                            HasSubstr("nothing to forward"), HasSubstr("inbound endpoint")));
    const auto restricted = in_mode("{mode: public, publicCidrs: [198.51.100.0/24]}", "");
    EXPECT_THAT(restricted.notes,
                ElementsAre(HasSubstr("Inland adds their addresses"),
                            HasSubstr("from 198.51.100.0/24"), HasSubstr("nothing to forward")));
}

}  // namespace
}  // namespace inland::design
