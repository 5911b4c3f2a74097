// SPDX-License-Identifier: Apache-2.0
// Load balancers in templates, folders of answers and living accounts; of plans the stories tell.
#include "sources/snapshot.h"
#include "tests/sources/recorded_aws.h"
#include "tests/sources/template_text.h"

#include <gmock/gmock.h>

namespace inland::sources {
namespace {

using namespace topology;
using ::testing::ElementsAre;
using testing::read;
using testing::read_template;
using testing::RecordedAws;
using ::testing::SizeIs;

TEST(LoadBalancers, AreReadFromTemplatesWithWhatTheyListenAndHandOnTo) {
    const auto world = read_template(R"(
Resources:
  Web:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: network
      Scheme: internal
      SubnetMappings: [{SubnetId: subnet-1}, {SubnetId: subnet-2}]
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {Port: 8443, Protocol: TCP, Targets: [{Id: 10.0.0.9, Port: 9443}]}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 443
      Protocol: TCP
      DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]
  Names:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Web, Port: 53, Protocol: UDP, DefaultActions: []}
  Old:
    Type: AWS::ElasticLoadBalancing::LoadBalancer
    Properties:
      Subnets: [subnet-1]
      SecurityGroups: [sg-1]
      Listeners: [{LoadBalancerPort: 80, InstancePort: 30080, Protocol: TCP}]
)");
    const auto& web = *world.find<LoadBalancer>("Web");
    EXPECT_EQ(web.kind.value(), "network");
    EXPECT_EQ(web.scheme.value(), "internal");
    EXPECT_THAT(web.subnets.value(),
                ElementsAre(Reference<Subnet>{"subnet-1"}, Reference<Subnet>{"subnet-2"}));
    EXPECT_TRUE(web.security_groups.is_absent());
    EXPECT_THAT(web.listener_ports.value(), ElementsAre(443));
    EXPECT_THAT(web.target_ports.value(), ElementsAre(8443, 9443));
    EXPECT_THAT(web.target_ids.value(), ElementsAre("10.0.0.9"));
    const auto& old = *world.find<LoadBalancer>("Old");
    EXPECT_EQ(old.kind.value(), "classic");
    EXPECT_EQ(old.scheme.value(), "internet-facing");
    EXPECT_THAT(old.listener_ports.value(), ElementsAre(80));
    EXPECT_THAT(old.target_ports.value(), ElementsAre(30080));
}

TEST(LoadBalancers, HaveUnknownTargetsWhereATemplateDoesNotMakeThem) {
    const auto world = read_template(R"(
Parameters: {Group: {Type: String}}
Resources:
  Web:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {Subnets: [subnet-1]}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Web
      Port: 443
      DefaultActions: [{Type: forward, TargetGroupArn: !Ref Group}]
)");
    EXPECT_TRUE(world.find<LoadBalancer>("Web")->target_ports.is_unknown());
}

constexpr std::string_view balancers = R"({"LoadBalancers": [{
    "LoadBalancerArn": "arn:aws:elasticloadbalancing:r:1:loadbalancer/net/web/1",
    "LoadBalancerName": "web", "Type": "network", "Scheme": "internal", "VpcId": "vpc-1",
    "State": {"Code": "active"}, "AvailabilityZones": [{"SubnetId": "subnet-1"}]},
    {"LoadBalancerArn": "arn:aws:elasticloadbalancing:r:1:loadbalancer/gwy/wall/2",
     "LoadBalancerName": "wall", "Type": "gateway", "VpcId": "vpc-1"}]})";
constexpr std::string_view listeners = R"({"Listeners": [
    {"LoadBalancerArn": "arn:aws:elasticloadbalancing:r:1:loadbalancer/net/web/1", "Port": 443,
     "Protocol": "TCP"}]})";
constexpr std::string_view groups = R"({"TargetGroups": [{"TargetGroupArn": "arn:tg/web/9",
    "LoadBalancerArns": ["arn:aws:elasticloadbalancing:r:1:loadbalancer/net/web/1"],
    "Port": 30443}]})";
constexpr std::string_view targets = R"({"TargetHealthDescriptions": [
    {"Target": {"Id": "i-1", "Port": 30443}}]})";

void expect_web(const topology::Topology& world) {
    ASSERT_THAT(world.all<LoadBalancer>(), SizeIs(1));
    const auto& web = world.all<LoadBalancer>().begin()->second;
    EXPECT_EQ(web.name, "web");
    EXPECT_THAT(web.subnets.value(), ElementsAre(Reference<Subnet>{"subnet-1"}));
    EXPECT_THAT(web.listener_ports.value(), ElementsAre(443));
    EXPECT_THAT(web.target_ports.value(), ElementsAre(30443));
    EXPECT_THAT(web.target_ids.value(), ElementsAre("i-1"));
}

TEST(LoadBalancers, AreReadFromALivingAccount) {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})")
        .on("DescribeLoadBalancers", balancers)
        .on("DescribeListeners", listeners)
        .on("DescribeTargetGroups", groups)
        .on("DescribeTargetHealth", targets);
    expect_web(read(aws));
}

TEST(LoadBalancers, AreReadFromFoldersOfAnswers) {
    const std::vector<SnapshotFile> files = {
        {"vpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})"},
        {"balancers", std::string(balancers)},
        {"listeners", std::string(listeners)},
        {"groups", std::string(groups)},
        {"describe-target-health.9", std::string(targets)}};
    Diagnostics diagnostics;
    const auto world = read_snapshot(files, diagnostics);
    ASSERT_TRUE(world);
    expect_web(*world);
}

TEST(LoadBalancers, OfWhichNothingElseIsToldHaveUnknownPorts) {
    const std::vector<SnapshotFile> files = {
        {"vpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})"},
        {"balancers", std::string(balancers)}};
    Diagnostics diagnostics;
    const auto world = read_snapshot(files, diagnostics);
    ASSERT_TRUE(world);
    const auto& web = world->all<LoadBalancer>().begin()->second;
    EXPECT_TRUE(web.listener_ports.is_unknown());
    EXPECT_TRUE(web.target_ids.is_unknown());
}

constexpr std::string_view interfaces = R"({"NetworkInterfaces": [
    {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "Description": "ELB old",
     "Groups": [{"GroupId": "sg-1"}], "PrivateIpAddress": "10.0.0.5",
     "Association": {"PublicIp": "203.0.113.9"}},
    {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-2", "Description": "ELB old",
     "Groups": [{"GroupId": "sg-1"}], "PrivateIpAddress": "10.0.1.5"},
    {"NetworkInterfaceId": "eni-3", "SubnetId": "subnet-1", "Description": "ELB within",
     "Groups": [{"GroupId": "sg-1"}], "PrivateIpAddress": "10.0.0.6"},
    {"NetworkInterfaceId": "eni-4", "SubnetId": "subnet-1", "Description": "ELB net/web/1",
     "PrivateIpAddress": "10.0.0.7"},
    {"NetworkInterfaceId": "eni-5", "SubnetId": "subnet-1", "Description": "ELBOW",
     "PrivateIpAddress": "10.0.0.8"}]})";

constexpr std::string_view classic_ones = R"({"LoadBalancerDescriptions": [
    {"LoadBalancerName": "old", "DNSName": "old-1.elb.amazonaws.com", "Scheme": "internal",
     "VPCId": "vpc-1", "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"],
     "Instances": [{"InstanceId": "i-2"}, {"InstanceId": "i-1"}],
     "ListenerDescriptions": [
       {"Listener": {"Protocol": "TCP", "LoadBalancerPort": 443, "InstancePort": 30443}},
       {"Listener": {"Protocol": "TCP", "LoadBalancerPort": 80, "InstancePort": 30080}}]}]})";

void expect_old(const LoadBalancer& old) {
    EXPECT_EQ(old.name, "old");
    EXPECT_EQ(old.kind.value(), "classic");
    EXPECT_EQ(old.scheme.value(), "internal");
    EXPECT_THAT(old.subnets.value(), ElementsAre(Reference<Subnet>{"subnet-1"}));
    EXPECT_THAT(old.security_groups.value(), ElementsAre(Reference<SecurityGroup>{"sg-1"}));
    EXPECT_THAT(old.listener_ports.value(), ElementsAre(80, 443));
    EXPECT_THAT(old.target_ports.value(), ElementsAre(30080, 30443));
    EXPECT_THAT(old.target_ids.value(), ElementsAre("i-1", "i-2"));
}

TEST(LoadBalancers, OfTheClassicKindAreReadFromALivingAccount) {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})")
        .on("DescribeLoadBalancers", classic_ones);
    const auto world = read(aws);
    ASSERT_THAT(world.all<LoadBalancer>(), SizeIs(1));
    expect_old(world.all<LoadBalancer>().begin()->second);
}

TEST(LoadBalancers, OfBothKindsAreReadFromFoldersOfAnswers) {
    const std::vector<SnapshotFile> files = {
        {"vpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})"},
        {"balancers", std::string(balancers)},
        {"classic", std::string(classic_ones)}};
    Diagnostics diagnostics;
    const auto world = read_snapshot(files, diagnostics);
    ASSERT_TRUE(world);
    ASSERT_THAT(world->all<LoadBalancer>(), SizeIs(2));
    for (const auto& [key, balancer] : world->all<LoadBalancer>())
        if (balancer.kind == std::string("classic"))
            expect_old(balancer);
}

/// A balancer that nobody reads would never face the internet.
TEST(LoadBalancers, OfTheClassicKindAreSeenByTheirInterfacesWhereNobodyDescribesThem) {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})")
        .on("DescribeNetworkInterfaces", interfaces)
        .on("DescribeLoadBalancers", balancers)
        .on("DescribeListeners", listeners)
        .on("DescribeTargetGroups", groups)
        .on("DescribeTargetHealth", targets);
    const auto world = read(aws);
    ASSERT_THAT(world.all<LoadBalancer>(), SizeIs(3));
    std::map<std::string, LoadBalancer> by_name;
    for (const auto& [key, balancer] : world.all<LoadBalancer>())
        by_name.emplace(balancer.name, balancer);
    const auto& old = by_name.at("old");
    EXPECT_EQ(old.kind.value(), "classic");
    EXPECT_EQ(old.scheme.value(), "internet-facing");
    EXPECT_THAT(old.subnets.value(),
                ElementsAre(Reference<Subnet>{"subnet-1"}, Reference<Subnet>{"subnet-2"}));
    EXPECT_THAT(old.security_groups.value(), ElementsAre(Reference<SecurityGroup>{"sg-1"}));
    EXPECT_TRUE(old.listener_ports.is_unknown());
    EXPECT_TRUE(old.target_ids.is_unknown());
    EXPECT_EQ(by_name.at("within").scheme.value(), "internal");
}

}  // namespace
}  // namespace inland::sources
