// SPDX-License-Identifier: Apache-2.0
#include "sources/eksctl.h"

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
using ::testing::SizeIs;

const std::string metadata = R"(apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: atlas, region: eu-central-1, version: "1.34"}
)";
const std::string groups = R"(managedNodeGroups:
  - {name: general, instanceType: m6i.large, desiredCapacity: 2, privateNetworking: true}
  - {name: edge, amiFamily: Bottlerocket, iam: {attachPolicyARNs: ["arn:aws:iam::aws:policy/P"]}}
)";

Topology read(const std::string& text, std::string* said = nullptr) {
    Diagnostics diagnostics;
    auto topology = read_eksctl(text, "cluster.yaml", diagnostics);
    for (const auto& diagnostic : diagnostics.sorted()) {
        if (said != nullptr)
            *said += diagnostic.text() + "\n";
        EXPECT_NE(diagnostic.severity, Severity::Error) << diagnostic.text();
    }
    return topology.value_or(Topology());
}

std::string mistakes_of(const std::string& text) {
    Diagnostics diagnostics;
    EXPECT_FALSE(read_eksctl(text, "cluster.yaml", diagnostics));
    std::string all;
    for (const auto& diagnostic : diagnostics.sorted())
        all += diagnostic.text() + "\n";
    return all;
}

TEST(Eksctl, MakesWhatEksctlMakesByDefault) {
    const auto world = read(metadata + groups);
    EXPECT_EQ(world.find<Vpc>("VPC")->cidr_block.value().text(), "192.168.0.0/16");
    EXPECT_EQ(world.find<Subnet>("SubnetPublic1")->cidr_block.value().text(), "192.168.0.0/19");
    EXPECT_EQ(world.find<Subnet>("SubnetPrivate1")->cidr_block.value().text(), "192.168.96.0/19");
    EXPECT_EQ(world.find<RouteTable>("PrivateRouteTable3")->routes.value().front().target_key,
              "NATGateway");
    EXPECT_TRUE(world.find<Cluster>("ControlPlane")->endpoint_public_access.value());
    EXPECT_THAT(world.find<Cluster>("ControlPlane")->subnets.value(), SizeIs(6));
    EXPECT_EQ(world.find<NodeGroup>("managedNodeGroups:general")->subnets.value().front().key,
              "SubnetPrivate1");
    const auto& edge = *world.find<NodeGroup>("managedNodeGroups:edge");
    EXPECT_EQ(edge.subnets.value().front().key, "SubnetPublic1");
    EXPECT_EQ(edge.ami_type.value(), "BOTTLEROCKET_x86_64");
    EXPECT_THAT(world.find<Role>(edge.role.value().key)->managed_policies.value(),
                ElementsAre("arn:aws:iam::aws:policy/P"));
    EXPECT_THAT(world.missing, IsEmpty());
}

TEST(Eksctl, MakesAFullyPrivateClusterWithItsEndpoints) {
    const auto world = read(metadata + groups + R"(
privateCluster: {enabled: true, additionalEndpointServices: [autoscaling]}
availabilityZones: [eu-central-1a, eu-central-1b]
cloudWatch: {clusterLogging: {enableTypes: ["*"]}}
)");
    EXPECT_THAT(world.all<InternetGateway>(), IsEmpty());
    EXPECT_THAT(world.all<Subnet>(), SizeIs(2));
    EXPECT_THAT(world.all<VpcEndpoint>(), SizeIs(7));
    const auto& ecr = *world.find<VpcEndpoint>("VPCEndpoint:ecr.api");
    EXPECT_EQ(ecr.service_name.value(), "com.amazonaws.eu-central-1.ecr.api");
    EXPECT_TRUE(ecr.private_dns_enabled.value());
    EXPECT_THAT(world.find<VpcEndpoint>("VPCEndpoint:s3")->route_tables.value(), SizeIs(2));
    EXPECT_FALSE(world.find<Cluster>("ControlPlane")->endpoint_public_access.value());
}

TEST(Eksctl, KeepsTheConfigurationOfAddons) {
    const auto world = read(metadata + groups + R"(addons:
  - name: vpc-cni
    configurationValues: '{"env": {"AWS_VPC_K8S_CNI_EXTERNALSNAT": "true"}}'
)");
    EXPECT_EQ(world.find<Addon>("addon/vpc-cni")->configuration.value(),
              R"({"env": {"AWS_VPC_K8S_CNI_EXTERNALSNAT": "true"}})");
    EXPECT_TRUE(world.find<Addon>("addon/coredns")->configuration.is_absent());
}

TEST(Eksctl, KnowsTheWaysOut) {
    const auto none = read(metadata + "vpc: {cidr: 10.0.0.0/20, nat: {gateway: Disable}}\n");
    EXPECT_THAT(none.all<NatGateway>(), IsEmpty());
    EXPECT_EQ(none.find<Subnet>("SubnetPrivate1")->cidr_block.value().text(), "10.0.6.0/23");
    const auto each = read(metadata + "vpc: {nat: {gateway: HighlyAvailable}}\n");
    EXPECT_THAT(each.all<NatGateway>(), SizeIs(3));
}

TEST(Eksctl, NamesWhatItCannotKnow) {
    std::string said;
    const auto world = read(metadata + "vpc: {id: vpc-1}\nkarpenter: {version: \"1\"}\n", &said);
    EXPECT_THAT(world.missing, AllOf(Contains(RouteTable::type), Contains(AutoScalingGroup::type)));
    EXPECT_THAT(world.all<Subnet>(), IsEmpty());
    EXPECT_THAT(said,
                AllOf(HasSubstr("cluster.yaml:4:11"), HasSubstr("vpc.id"), HasSubstr("karpenter")));
}

TEST(Eksctl, RefusesMistakesAllAtOnce) {
    const auto mistakes = mistakes_of(R"(apiVersion: eksctl.io/v1alpha9
metadata: {name: [a]}
privateCluster: {enabled: true, additionalEndpointServices: [s4]}
managedNodeGroups: 5
)");
    EXPECT_THAT(mistakes, AllOf(HasSubstr("v1alpha9"), HasSubstr("metadata.name must be text"),
                                HasSubstr("metadata.region"), HasSubstr("\"s4\""),
                                HasSubstr("managedNodeGroups must be a list")));
    EXPECT_THAT(mistakes_of("apiVersion: eksctl.io/v1alpha5\na: " + std::string(100'000, '[')),
                HasSubstr("deep"));
    EXPECT_THAT(mistakes_of(std::string(std::size_t{101} << 20U, 'x')), HasSubstr("too large"));
}

TEST(Eksctl, SurvivesBeingCutAtEveryByte) {
    const auto whole = metadata + groups;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Diagnostics diagnostics;
        const auto world = read_eksctl(whole.substr(0, size), "cut.yaml", diagnostics);
        EXPECT_NE(world.has_value(), diagnostics.has_errors()) << size;
    }
}

TEST(Eksctl, IsToldFromSpecs) {
    EXPECT_TRUE(looks_like_eksctl(metadata));
    EXPECT_TRUE(
        looks_like_eksctl("# x\nkind: ClusterConfig\napiVersion: \"eksctl.io/v1alpha5\"\n"));
    EXPECT_FALSE(looks_like_eksctl("apiVersion: inland.dev/v1alpha1\nkind: Cluster\n"));
}

}  // namespace
}  // namespace inland::sources
