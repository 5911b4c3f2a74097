// SPDX-License-Identifier: Apache-2.0
// What only CloudFormation will know is unknown, and bad templates are told what is wrong with
// them.
#include "tests/sources/template_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::mistakes_of;
using testing::shared_template;
using testing::warnings_of;

TEST(CloudFormationUnknown, SaysWhatIsMissingAndWhere) {
    Topology world;
    const auto said = warnings_of(R"(Parameters:
  Group: {Type: "AWS::EC2::SecurityGroup::Id"}
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /a/b}
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !ImportValue network-vpc
      ServiceName: com.amazonaws.eu-central-1.s3
      SecurityGroupIds: [!Ref Group]
      PrivateDnsEnabled: !Ref Image
      PolicyDocument: {Fn::Transform: {Name: AWS::Include}}
)",
                                  world);
    const auto& endpoint = *world.find<VpcEndpoint>("Endpoint");
    EXPECT_TRUE(endpoint.vpc.is_unknown());
    EXPECT_TRUE(endpoint.security_groups.is_unknown());
    EXPECT_TRUE(endpoint.private_dns_enabled.is_unknown());
    EXPECT_TRUE(endpoint.policy_document.is_unknown());
    EXPECT_THAT(said, AllOf(HasSubstr("main.yaml:8:14"), HasSubstr("the export network-vpc"),
                            HasSubstr("main.yaml:2:3"), HasSubstr("parameter Group"),
                            HasSubstr("SSM parameter of Image"), HasSubstr("Fn::Transform")));
}

TEST(CloudFormationUnknown, LeavesAClassUnsureWhoseConditionNobodyKnows) {
    Topology world;
    warnings_of(R"(Parameters: {Public: {Type: String}}
Conditions: {IsPublic: !Equals [!Ref Public, "yes"]}
Resources:
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  Gateway: {Type: AWS::EC2::InternetGateway, Condition: IsPublic}
  Out:
    Type: AWS::EC2::Route
    Condition: IsPublic
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
)",
                world);
    EXPECT_THAT(world.missing, Contains(RouteTable::type));
    EXPECT_THAT(world.missing, Contains(InternetGateway::type));
}

TEST(CloudFormationUnknown, IsSureOfNothingBehindMacrosLoopsAndDistantStacks) {
    for (const std::string text :
         {"Transform: [Company::Network]\nResources: {Vpc: {Type: AWS::EC2::VPC}}\n",
          "Resources:\n  Fn::ForEach::Subnets: [Zone, [a, b], {}]\n",
          "Resources:\n  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "
          "https://bucket/a.yaml}}\n",
          "Resources:\n  Inner: {Type: Company::Network::Vpc::MODULE}\n"}) {
        Topology world;
        warnings_of(text, world);
        EXPECT_THAT(world.missing, AllOf(Contains(RouteTable::type), Contains(Cluster::type)))
            << text;
    }
}

TEST(CloudFormationUnknown, DoesNotTakeTheZonesOfTheRegionForNamedOnes) {
    Topology world;
    warnings_of(R"(Resources:
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""]}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: v, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-central-1a}}
)",
                world);
    EXPECT_TRUE(world.find<Subnet>("A")->availability_zone.is_unknown());
    EXPECT_EQ(world.find<Subnet>("B")->availability_zone.value(), "eu-central-1a");
}

TEST(CloudFormationUnknown, RefusesMistakesAllAtOnceWithTheirPlaces) {
    const auto mistakes = mistakes_of(R"(Conditions:
  A: !Equals [!Ref Nothing, 1]
  B: !Not [!Condition C]
  C: !Not [!Condition B]
Resources:
  Vpc: {Properties: {}}
  One:
    Type: AWS::EC2::SecurityGroup
    Condition: A
    Properties: {GroupDescription: a, SecurityGroupIngress: [{IpProtocol: tcp, SourceSecurityGroupId: !Ref Two}]}
  Two:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: a, SecurityGroupIngress: [{IpProtocol: tcp, SourceSecurityGroupId: !Ref One}]}
  Three:
    Type: AWS::EC2::Subnet
    Condition: B
    Properties: {VpcId: !Select [0], CidrBlock: !GetAtt Three.CidrBlock}
)");
    EXPECT_THAT(mistakes, AllOf(HasSubstr("main.yaml:2:15"), HasSubstr("\"Nothing\""),
                                HasSubstr("condition B"), HasSubstr("main.yaml:6:3"),
                                HasSubstr("One needs Two"), HasSubstr("an index and a list"),
                                HasSubstr("property Three.CidrBlock")));
}

TEST(CloudFormationUnknown, RefusesWhatIsNoTemplate) {
    EXPECT_THAT(mistakes_of("Resources: 5\n"), HasSubstr("no resources"));
    EXPECT_THAT(mistakes_of("Resources: {A: !Foo b}\n"), HasSubstr("!Foo"));
    EXPECT_THAT(mistakes_of("Resources: {A: {Type: B}, A: {Type: C}}\n"), HasSubstr("twice"));
    EXPECT_THAT(mistakes_of("{\"Resources\": {"), HasSubstr("main.yaml"));
    EXPECT_THAT(mistakes_of(std::string("Resources:\n\xff\xfe\0", 13)), HasSubstr("text"));
    EXPECT_THAT(mistakes_of("Resources: " + std::string(100'000, '[')), HasSubstr("deep"));
    EXPECT_THAT(mistakes_of("Resources: " + std::string(std::size_t{101} << 20U, ' ')),
                HasSubstr("too large"));
}

TEST(CloudFormationUnknown, TakesNothingForADefaultThatIsOfTheWrongKind) {
    Topology world;
    warnings_of(R"(Parameters: {Config: {Type: String, Default: x}}
Resources:
  Cluster: {Type: AWS::EKS::Cluster, Properties: {ResourcesVpcConfig: !Ref Config, AccessConfig: [a]}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupEgress: x}}
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: {a: b}, EnableDnsSupport: 5}}
)",
                world);
    EXPECT_TRUE(world.find<Cluster>("Cluster")->endpoint_public_access.is_unknown());
    EXPECT_TRUE(world.find<Cluster>("Cluster")->authentication_mode.is_unknown());
    EXPECT_TRUE(world.find<SecurityGroup>("Group")->egress.is_unknown());
    EXPECT_TRUE(world.find<Vpc>("Vpc")->cidr_block.is_unknown());
    EXPECT_TRUE(world.find<Vpc>("Vpc")->enable_dns_support.is_unknown());
    EXPECT_THAT(mistakes_of("Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: [5]}}\n"),
                HasSubstr("must be a map"));
}

TEST(CloudFormationUnknown, BoundsWhatFunctionsGrowTo) {
    std::string text = "x";
    for (int level = 0; level < 25; ++level)
        text = "!Sub [\"${a}${a}${a}${a}\", {a: " + text + "}]";
    Topology world;
    warnings_of("Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: " + text + "}}}",
                world);
    EXPECT_TRUE(world.find<Vpc>("Vpc")->cidr_block.is_unknown());
}

TEST(CloudFormationUnknown, BoundsWhatReferencesGrowTo) {
    std::string text = "Resources:\n";
    for (int at = 0; at < 60; ++at)
        text += fmt::format(
            "  R{0}: {{Type: T, Properties: {{P: [!GetAtt R{1}.P, !GetAtt R{1}.P]}}}}\n", at,
            at + 1);
    text += "  R60: {Type: T, Properties: {P: x}}\n";
    Topology world;
    warnings_of(text, world);
}

TEST(CloudFormationUnknown, EndsWhenATemplateNestsItself) {
    const std::string itself =
        "Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\n"
        "  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\n";
    Diagnostics diagnostics;
    const auto load = [&](const std::string&) -> Result<std::string> { return itself; };
    const auto world = read_cloudformation(itself, "a.yaml", {.load = load}, diagnostics);
    ASSERT_TRUE(world);
    EXPECT_THAT(world->missing, Contains(Vpc::type));
}

TEST(CloudFormationUnknown, SurvivesBeingCutAtEveryByte) {
    const auto whole = shared_template("private.yaml");
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        Diagnostics diagnostics;
        const auto world = read_cloudformation(whole.substr(0, size), "cut.yaml",
                                               {.region = "eu-central-1"}, diagnostics);
        EXPECT_NE(world.has_value(), diagnostics.has_errors()) << size;
    }
}

/// Of many attachments to nobody knows what, only the first looks at all resources; what is
/// attached by name is looked at again.
TEST(CloudFormationUnknown, KeepsTheRoutesOfEveryTableUnknownOnceARouteMayBeOfAny) {
    Topology world;
    warnings_of(R"(
Resources:
  A: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  B: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  First:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !ImportValue one, DestinationCidrBlock: 10.0.0.0/8, GatewayId: igw-1}
  OfA:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref A, DestinationCidrBlock: 10.1.0.0/16, GatewayId: igw-1}
  Second:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !ImportValue two, DestinationCidrBlock: 10.0.0.0/8, GatewayId: igw-1}
)",
                world);
    EXPECT_TRUE(world.find<RouteTable>("A")->routes.is_unknown());
    EXPECT_TRUE(world.find<RouteTable>("B")->routes.is_unknown());
}

}  // namespace
}  // namespace inland::sources
