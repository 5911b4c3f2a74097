// SPDX-License-Identifier: Apache-2.0
// Fn::ForEach; cfn-lint judges the shared template (tests/peers/templates_test.cpp).
#include "tests/sources/template_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::mistakes_of;
using testing::read_template;
using testing::shared_template;
using ::testing::SizeIs;
using testing::warnings_of;

constexpr std::string_view head = "Transform: AWS::LanguageExtensions\n";

TEST(CloudFormationLoops, AreWrittenOutWithTheirItemsInNamesAndValues) {
    const auto world = read_template(shared_template("loops.yaml"));
    EXPECT_THAT(world.missing, IsEmpty());
    EXPECT_THAT(world.all<Subnet>(), SizeIs(4));
    const auto& subnet = *world.find<Subnet>("SubnetPublicB");
    EXPECT_EQ(subnet.cidr_block.value().text(), "10.40.3.0/24");
    EXPECT_EQ(subnet.tags.at("Name"), "Public-B");
    EXPECT_EQ(subnet.place.line, 35);
    EXPECT_THAT(world.find<RouteTable>("TableB")->subnets.value(),
                ElementsAre(Reference<Subnet>{"SubnetPrivateB"}));
}

TEST(CloudFormationLoops, GoOverParametersAndNameWhatTheyMakeByLettersOnly) {
    const auto world =
        read_template(shared_template("loops.yaml"),
                      {.region = "eu-central-1", .parameters = {{"Services", "ec2,ecr.api"}}});
    EXPECT_THAT(world.all<VpcEndpoint>(), SizeIs(2));
    EXPECT_EQ(world.find<VpcEndpoint>("Endpointecrapi")->service_name.value(),
              "com.amazonaws.eu-central-1.ecr.api");
}

TEST(CloudFormationLoops, MakeConditionsToo) {
    const auto world = read_template(shared_template("loops.yaml"));
    EXPECT_NE(world.find<InternetGateway>("GatewayA"), nullptr);
    EXPECT_EQ(world.find<InternetGateway>("GatewayB"), nullptr);
}

TEST(CloudFormationLoops, WriteOutProperties) {
    const auto world = read_template(std::string(head) + R"(Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      Fn::ForEach::Switches:
        - Name
        - [EnableDnsSupport, EnableDnsHostnames]
        - ${Name}: true
      CidrBlock: 10.0.0.0/16
)");
    EXPECT_TRUE(world.find<Vpc>("Vpc")->enable_dns_hostnames.value());
    EXPECT_EQ(world.find<Vpc>("Vpc")->cidr_block.value().text(), "10.0.0.0/16");
}

TEST(CloudFormationLoops, AreSureOfNothingWhereNobodyKnowsWhatTheyGoOver) {
    Topology world;
    const auto said =
        warnings_of(std::string(head) + R"(Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::Vpcs: [Name, !Ref Names, {"Vpc${Name}": {Type: AWS::EC2::VPC}}]
)",
                    world);
    EXPECT_THAT(said, HasSubstr("Fn::ForEach::Vpcs"));
    EXPECT_THAT(world.missing, AllOf(Contains(RouteTable::type), Contains(Vpc::type)));
}

TEST(CloudFormationLoops, RefuseWhatIsNoLoopAndNamesThatAreThereTwice) {
    EXPECT_THAT(mistakes_of(std::string(head) +
                            "Resources:\n  Fn::ForEach::A: [Name, [x]]\n  Fn::ForEach::B:\n"
                            "  - Name\n  - [x, y]\n  - Same: {Type: AWS::EC2::VPC}\n"),
                AllOf(HasSubstr("main.yaml:3:3"), HasSubstr("Fn::ForEach::A"),
                      HasSubstr("a loop makes a name twice"), HasSubstr("\"Same\"")));
}

TEST(CloudFormationLoops, EndWhereTheyWouldMakeMoreThanAnyTemplateHas) {
    std::string items = "x0";
    for (int item = 1; item < 100; ++item)
        items += fmt::format(", x{}", item);
    std::string loops = R"("Vpc${A}${B}${C}${D}": {Type: AWS::EC2::VPC})";
    for (const auto* name : {"A", "B", "C", "D"})
        loops = fmt::format("\"Fn::ForEach::{0}\": [{0}, [{1}], {{{2}}}]", name, items, loops);
    Topology world;
    warnings_of(std::string(head) + "Resources: {" + loops + "}\n", world);
    EXPECT_THAT(world.missing, Contains(Vpc::type));
}

}  // namespace
}  // namespace inland::sources
