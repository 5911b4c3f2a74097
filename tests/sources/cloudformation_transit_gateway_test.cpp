// SPDX-License-Identifier: Apache-2.0
#include "tests/sources/template_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::read_template;
using testing::shared_template;
using ::testing::SizeIs;
using testing::warnings_of;

using Attachment = Reference<TransitGatewayAttachment>;
using Table = TransitGatewayRouteTable;

TEST(CloudFormationTransitGateway, ReadsAttachmentsAndTheirOptions) {
    const auto world = read_template(shared_template("transit.yaml"));
    EXPECT_THAT(world.missing, IsEmpty());
    EXPECT_TRUE(world.find<TransitGateway>("Hub")->security_group_referencing.value());
    const auto& spoke = *world.find<TransitGatewayAttachment>("SpokeA");
    EXPECT_EQ(spoke.kind.value(), "vpc");
    EXPECT_EQ(spoke.vpc.value().key, "VpcA");
    EXPECT_EQ(spoke.transit_gateway.value().key, "Hub");
    EXPECT_THAT(spoke.subnets.value(), ElementsAre(Reference<Subnet>{"SubnetA"}));
    EXPECT_TRUE(spoke.ipv6.value());
    EXPECT_FALSE(spoke.security_group_referencing.value());
    EXPECT_EQ(world.find<TransitGatewayAttachment>("SpokeB")->transit_gateway.value().key, "Hub");
    const auto& out = world.find<RouteTable>("TableA")->routes.value();
    ASSERT_THAT(out, SizeIs(1));
    EXPECT_EQ(out.front().target, RouteTarget::TransitGateway);
    EXPECT_EQ(out.front().target_key, "Hub");
}

TEST(CloudFormationTransitGateway, ReadsTablesAndTheirRoutes) {
    const auto world = read_template(shared_template("transit.yaml"));
    const auto& table = *world.find<Table>("Routes");
    EXPECT_THAT(table.associations.value(),
                ElementsAre(Attachment{"SpokeA"}, Attachment{"SpokeB"}));
    EXPECT_THAT(table.propagations.value(), ElementsAre(Attachment{"SpokeA"}));
    ASSERT_THAT(table.routes.value(), SizeIs(2));
    EXPECT_EQ(table.routes.value()[0].attachment, "SpokeB");
    EXPECT_EQ(table.routes.value()[1].state, RouteState::Blackhole);
}

TEST(CloudFormationTransitGateway, PutsAttachmentsIntoTheGatewaysOwnTableAsItSays) {
    const auto world = read_template(shared_template("transit.yaml"));
    const auto& own = *world.find<Table>("Hub.DefaultRouteTable");
    EXPECT_THAT(own.associations.value(), IsEmpty());
    EXPECT_THAT(own.propagations.value(), ElementsAre(Attachment{"SpokeA"}, Attachment{"SpokeB"}));
}

TEST(CloudFormationTransitGateway, KnowsTheTablesOfNobodyWithoutTheGateway) {
    Topology world;
    warnings_of(R"(Parameters: {Hub: {Type: String}}
Resources:
  Routes: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref Hub}}
  Spoke: {Type: AWS::EC2::TransitGatewayAttachment, Properties: {TransitGatewayId: !Ref Hub, VpcId: vpc-1, SubnetIds: [subnet-1]}}
  Route: {Type: AWS::EC2::TransitGatewayRoute, Properties: {DestinationCidrBlock: !Ref Hub, TransitGatewayAttachmentId: !Ref Spoke, TransitGatewayRouteTableId: !Ref Routes}}
  Other: {Type: AWS::EC2::TransitGatewayPeeringAttachment, Properties: {}}
)",
                world);
    EXPECT_TRUE(world.find<Table>("Routes")->associations.is_unknown());
    EXPECT_TRUE(world.find<Table>("Routes")->routes.is_unknown());
    EXPECT_TRUE(world.find<TransitGatewayAttachment>("Spoke")->transit_gateway.is_unknown());
    EXPECT_THAT(world.missing, Contains("Other"));
    EXPECT_THAT(world.missing, Not(Contains("Spoke")));
}

}  // namespace
}  // namespace inland::sources
