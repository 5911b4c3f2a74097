// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation.h"

#include "tests/sources/template_text.h"

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

TEST(CloudFormation, ReadsTheResourcesOfATemplateUnderTheirLogicalIds) {
    const auto world = read_template(shared_template("private.yaml"));
    const auto& subnet = *world.find<Subnet>("SubnetB");
    EXPECT_EQ(subnet.cidr_block.value().text(), "10.40.64.0/18");
    EXPECT_EQ(subnet.vpc.value().key, "Vpc");
    EXPECT_EQ(subnet.availability_zone.value(), "zone 2 of eu-central-1");
    EXPECT_EQ(subnet.place.line, 36);
    EXPECT_THAT(world.find<VpcEndpoint>("EcrApi")->subnets.value(),
                ElementsAre(Reference<Subnet>{"SubnetA"}, Reference<Subnet>{"SubnetB"}));
    EXPECT_EQ(world.find<VpcEndpoint>("EcrDkr")->service_name.value(),
              "com.amazonaws.eu-central-1.ecr.dkr");
    EXPECT_EQ(world.find<Cluster>("Cluster")->version.value(), "1.34");
    EXPECT_EQ(world.find<Addon>("Cni")->cluster.value().key, "Cluster");
    EXPECT_THAT(world.all<InternetGateway>(), IsEmpty());
    EXPECT_THAT(world.missing, IsEmpty());
}

TEST(CloudFormation, LeavesHolesInConfigurationValuesForWhatIsYetToBeMade) {
    const auto world = read_template(R"(
Resources:
  Pods: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 100.64.0.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a, VpcId: vpc-1}}
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      ClusterName: atlas
      ConfigurationValues: !Sub '{"eniConfig": {"id": "${Pods}", "groups": ["${Group.GroupId}"]}}'
  Other:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: coredns
      ClusterName: atlas
      ConfigurationValues: !ImportValue values
)");
    EXPECT_EQ(world.find<Addon>("Cni")->configuration.value(),
              R"({"eniConfig": {"id": "${Pods}", "groups": ["${Group}"]}})");
    EXPECT_TRUE(world.find<Addon>("Other")->configuration.is_unknown());
}

TEST(CloudFormation, TakesParametersAndConditions) {
    const auto world = read_template(shared_template("private.yaml"),
                                     {.region = "eu-central-1", .parameters = {{"Public", "yes"}}});
    EXPECT_EQ(world.find<InternetGateway>("Gateway")->vpc.value().key, "Vpc");
    EXPECT_EQ(world.find<RouteTable>("Table")->routes.value().front().target,
              RouteTarget::InternetGateway);
    EXPECT_TRUE(world.find<Cluster>("Cluster")->endpoint_public_access.value());
}

TEST(CloudFormation, KeepsTheEgressThatEc2GivesUnlessTheGroupItselfHasSome) {
    const auto world = read_template(R"(
Resources:
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: a, VpcId: vpc-1}
  Beside:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: {GroupId: !Ref Open, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
  Narrow:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: a
      VpcId: vpc-1
      SecurityGroupEgress: [{IpProtocol: "-1", CidrIp: 127.0.0.1/32}]
)");
    const auto& open = world.find<SecurityGroup>("Open")->egress.value();
    ASSERT_THAT(open, SizeIs(2));
    EXPECT_EQ(open[0].block, Ipv4Prefix());
    EXPECT_EQ(open[1].ports.first, 443);
    const auto& narrow = world.find<SecurityGroup>("Narrow")->egress.value();
    ASSERT_THAT(narrow, SizeIs(1));
    EXPECT_EQ(narrow[0].block->text(), "127.0.0.1/32");
}

TEST(CloudFormation, ExpandsPrefixListsOfTheTemplate) {
    const auto world = read_template(R"(
Resources:
  Offices:
    Type: AWS::EC2::PrefixList
    Properties:
      PrefixListName: offices
      AddressFamily: IPv4
      MaxEntries: 2
      Entries: [{Cidr: 192.168.0.0/16}, {Cidr: 172.16.0.0/12}]
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: a
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, SourcePrefixListId: !Ref Offices}]
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
  Back:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationPrefixListId: !Ref Offices, GatewayId: vgw-1}
)");
    EXPECT_THAT(world.find<SecurityGroup>("Group")->ingress.value(), SizeIs(2));
    const auto& routes = world.find<RouteTable>("Table")->routes.value();
    ASSERT_THAT(routes, SizeIs(2));
    EXPECT_EQ(routes[1].destination->text(), "172.16.0.0/12");
    EXPECT_EQ(routes[1].target, RouteTarget::VpnGateway);
}

TEST(CloudFormation, ReadsNetworkAclsAndWhatTheyGuard) {
    const auto world = read_template(R"(
Resources:
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: vpc-1}}
  In:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      {NetworkAclId: !Ref Acl, RuleNumber: 90, Protocol: 6, RuleAction: allow, CidrBlock: 10.0.0.0/8,
       PortRange: {From: 1024, To: 65535}}
  Out:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      {NetworkAclId: !Ref Acl, RuleNumber: 90, Protocol: -1, RuleAction: deny, Egress: true,
       CidrBlock: 0.0.0.0/0}
  Guarded:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: {NetworkAclId: !Ref Acl, SubnetId: subnet-1}
)");
    const auto& acl = *world.find<NetworkAcl>("Acl");
    ASSERT_THAT(acl.entries.value(), SizeIs(2));
    EXPECT_EQ(acl.entries.value()[0].ports, (PortRange{1024, 65535}));
    EXPECT_EQ(acl.entries.value()[1].direction, TrafficDirection::Egress);
    EXPECT_THAT(acl.subnets.value(), ElementsAre(Reference<Subnet>{"subnet-1"}));
}

TEST(CloudFormation, ReadsSelfManagedMachines) {
    const auto world = read_template(R"(
Resources:
  Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: atlas, RoleArn: a, ResourcesVpcConfig: {SubnetIds: [s]}}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        IamInstanceProfile: {Arn: !GetAtt Profile.Arn}
        SecurityGroupIds: [!GetAtt Cluster.ClusterSecurityGroupId]
        UserData: !Base64
          Fn::Sub: |
            #!/bin/bash
            /etc/eks/bootstrap.sh ${Cluster} --apiserver-endpoint ${Cluster.Endpoint} \
              --b64-cluster-ca ${Cluster.CertificateAuthorityData}
            /opt/aws/bin/cfn-signal --stack ${AWS::StackName}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: !GetAtt Template.LatestVersionNumber}
      VPCZoneIdentifier: [subnet-1]
      MinSize: "1"
      MaxSize: "2"
      Tags: [{Key: !Sub "kubernetes.io/cluster/${Cluster}", Value: owned, PropagateAtLaunch: true}]
)");
    const auto& made = *world.find<LaunchTemplate>("Template");
    EXPECT_THAT(
        made.user_data.value().text,
        AllOf(HasSubstr("bootstrap.sh atlas --apiserver-endpoint ${cluster/Cluster.endpoint}"),
              HasSubstr("${cluster/Cluster.certificate_authority}")));
    EXPECT_EQ(made.instance_profile.value().key, "Profile");
    EXPECT_EQ(made.security_groups.value().front().key, "Cluster.ClusterSecurityGroupId");
    EXPECT_EQ(world.find<InstanceProfile>("Profile")->role.value().key, "Role");
    const auto& group = *world.find<AutoScalingGroup>("Group");
    EXPECT_EQ(group.cluster.value().key, "Cluster");
    EXPECT_EQ(group.template_version.value(), "$Latest");
}

TEST(CloudFormation, FollowsNestedStacksBothWays) {
    const std::map<std::string, std::string> files = {{"folder/network.yaml", R"(
Parameters: {Block: {Type: String}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Block}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/24}}
Outputs:
  Subnets: {Value: !Join [",", [!Ref Subnet, subnet-2]]}
)"},
                                                      {"folder/cluster.yaml", R"(
Parameters: {Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}}
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties: {RoleArn: a, ResourcesVpcConfig: {SubnetIds: !Ref Subnets}}
)"}};
    const auto load = [&](const std::string& path) -> Result<std::string> {
        const auto found = files.find(path);
        return found != files.end() ? Result<std::string>(found->second)
                                    : failure(ErrorKind::NotFound, "no file " + path);
    };
    const auto world = read_template(R"(
Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ./network.yaml, Parameters: {Block: 10.1.0.0/16}}
  Control:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: cluster.yaml, Parameters: {Subnets: !GetAtt Network.Outputs.Subnets}}
)",
                                     {.load = load});
    EXPECT_EQ(world.find<Vpc>("Network.Vpc")->cidr_block.value().text(), "10.1.0.0/16");
    EXPECT_THAT(world.find<Cluster>("Control.Cluster")->subnets.value(),
                ElementsAre(Reference<Subnet>{"Network.Subnet"}, Reference<Subnet>{"subnet-2"}));
}

TEST(CloudFormation, TellsTemplatesFromOtherFiles) {
    EXPECT_TRUE(looks_like_cloudformation("Resources:\n  A: {Type: B}\n"));
    EXPECT_TRUE(looks_like_cloudformation(R"({"Description": "a", "Resources": {}})"));
    EXPECT_TRUE(looks_like_cloudformation(shared_template("private.yaml")));
    EXPECT_FALSE(looks_like_cloudformation("apiVersion: inland.dev/v1alpha1\nkind: Cluster\n"));
    EXPECT_FALSE(looks_like_cloudformation(R"({"format_version": "1.2"})"));
}

TEST(CloudFormation, ReadsJsonAsItReadsYaml) {
    const auto world = read_template(R"({"Resources": {
	"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::Join": ["/", ["10.0.0.0", 16]]},
	        "EnableDnsSupport": false}}}})");
    EXPECT_EQ(world.find<Vpc>("Vpc")->cidr_block.value().text(), "10.0.0.0/16");
    EXPECT_FALSE(world.find<Vpc>("Vpc")->enable_dns_support.value());
}

TEST(CloudFormation, TakesParameterFilesAsTheAwsCliDoes) {
    const std::map<std::string, std::string> expected = {{"A", "1"}, {"B", "x"}};
    for (
        const auto* text :
        {R"([{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "ParameterValue": "x"},
              {"ParameterKey": "C", "UsePreviousValue": true}])",
         R"(["A=1", "B=x"])", R"({"A": 1, "B": "x"})", R"({"Parameters": {"A": "1", "B": "x"}})"})
        EXPECT_EQ(read_parameters(text).value(), expected) << text;
    EXPECT_FALSE(read_parameters(R"([{"ParameterKey": "A", "ParameterValue": {}}])"));
    EXPECT_FALSE(read_parameters("5"));
}

}  // namespace
}  // namespace inland::sources
