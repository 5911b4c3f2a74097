// SPDX-License-Identifier: Apache-2.0
// Node groups that eksctl does not leave to EKS, networks that it does not make, and fields that
// nobody reads.
#include "sources/eksctl.h"
#include "user_data/user_data.h"

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
using ::testing::Not;
using ::testing::SizeIs;

const std::string metadata = R"(apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: atlas, region: eu-central-1, version: "1.34"}
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

user_data::NodeSettings settings_of(const Topology& world, std::string_view name,
                                    user_data::OperatingSystem system) {
    const auto* made = world.find<LaunchTemplate>("NodeGroupLaunchTemplate:" + std::string(name));
    const auto value = [](std::string_view, std::string_view field) {
        return std::optional<std::string>(field == late_endpoint ? "https://api" : "Y2E=");
    };
    auto settings = user_data::read(filled(made->user_data.value(), value).text, system);
    EXPECT_TRUE(settings) << settings.error().message;
    return settings.value_or(user_data::NodeSettings());
}

TEST(EksctlGroups, StartMachinesFromLaunchTemplatesInTheirSubnets) {
    const auto world = read(metadata + R"(nodeGroups:
  - {name: batch, instanceType: c6i.xlarge, privateNetworking: true, minSize: 1, maxSize: 4}
)");
    EXPECT_THAT(world.missing, IsEmpty());
    const auto& group = *world.find<AutoScalingGroup>("nodeGroups:batch");
    EXPECT_EQ(group.cluster.value().key, "ControlPlane");
    EXPECT_EQ(group.subnets.value().front().key, "SubnetPrivate1");
    EXPECT_EQ(group.maximum.value(), 4);
    const auto& made = *world.find<LaunchTemplate>(group.launch_template.value().key);
    EXPECT_EQ(made.instance_type.value(), "c6i.xlarge");
    EXPECT_THAT(made.security_groups.value(),
                ElementsAre(Reference<SecurityGroup>{"SG:batch"},
                            Reference<SecurityGroup>{"ClusterSharedNodeSecurityGroup"}));
    EXPECT_EQ(made.hop_limit.value(), 2);
    const auto& profile = *world.find<InstanceProfile>(made.instance_profile.value().key);
    EXPECT_NE(world.find<Role>(profile.role.value().key), nullptr);
    const auto& entry = *world.find<AccessEntry>("AccessEntry:batch");
    EXPECT_EQ(entry.role.value().key, profile.role.value().key);
    EXPECT_EQ(entry.entry_type.value(), "EC2_LINUX");
}

TEST(EksctlGroups, AdmitTheControlPlaneAndAreAdmittedByIt) {
    const auto world = read(metadata + "nodeGroups: [{name: batch}]\n");
    const auto& own = world.find<SecurityGroup>("SG:batch")->ingress.value();
    ASSERT_THAT(own, SizeIs(2));
    EXPECT_EQ(own[0].group, "ControlPlaneSecurityGroup");
    EXPECT_EQ(own[0].ports.first, 1025);
    EXPECT_EQ(own[1].ports.first, 443);
    const auto& plane = world.find<SecurityGroup>("ControlPlaneSecurityGroup")->ingress.value();
    ASSERT_THAT(plane, SizeIs(1));
    EXPECT_EQ(plane[0].group, "SG:batch");
}

TEST(EksctlGroups, TellMachinesOfEachSystemTheirCluster) {
    const auto world = read(metadata + R"(vpc: {cidr: 10.0.0.0/16}
nodeGroups:
  - {name: new, maxPodsPerNode: 40, labels: {tier: shop}, taints: [{key: only, value: shop, effect: NoSchedule}]}
  - {name: old, amiFamily: AmazonLinux2}
  - {name: lean, amiFamily: Bottlerocket, taints: {only: "shop:NoExecute"}}
)");
    using enum user_data::OperatingSystem;
    for (const auto& [name, system] :
         {std::pair{"new", AmazonLinux2023}, {"old", AmazonLinux2}, {"lean", Bottlerocket}}) {
        const auto settings = settings_of(world, name, system);
        EXPECT_EQ(settings.cluster, "atlas") << name;
        EXPECT_EQ(settings.endpoint, "https://api") << name;
        EXPECT_EQ(settings.cluster_dns, "172.20.0.10") << name;
        EXPECT_EQ(settings.labels.at("alpha.eksctl.io/nodegroup-name"), name);
    }
    const auto settings = settings_of(world, "new", AmazonLinux2023);
    EXPECT_EQ(settings.service_cidr, "172.20.0.0/16");
    EXPECT_EQ(settings.max_pods, 40);
    EXPECT_EQ(settings.labels.at("tier"), "shop");
    EXPECT_THAT(settings.taints, ElementsAre(user_data::Taint{"only", "shop", "NoSchedule"}));
    EXPECT_THAT(settings_of(world, "lean", Bottlerocket).taints,
                ElementsAre(user_data::Taint{"only", "shop", "NoExecute"}));
}

TEST(EksctlGroups, AreUnknownWhereOthersSayHowMachinesStart) {
    std::string said;
    const auto world = read(metadata + R"(accessConfig: {authenticationMode: CONFIG_MAP}
nodeGroups:
  - {name: own, overrideBootstrapCommand: "#!/bin/sh", subnets: [subnet-1]}
  - {name: ubuntu, amiFamily: Ubuntu2204, iam: {instanceRoleARN: "arn:aws:iam::1:role/n"}}
)",
                            &said);
    EXPECT_TRUE(world.find<LaunchTemplate>("NodeGroupLaunchTemplate:own")->user_data.is_unknown());
    EXPECT_TRUE(
        world.find<LaunchTemplate>("NodeGroupLaunchTemplate:ubuntu")->user_data.is_unknown());
    EXPECT_TRUE(world.find<AutoScalingGroup>("nodeGroups:own")->subnets.is_unknown());
    EXPECT_THAT(world.missing, AllOf(Contains(AccessEntry::type), Contains(LaunchTemplate::type)));
    EXPECT_THAT(said, AllOf(HasSubstr("nodeGroups.overrideBootstrapCommand"),
                            HasSubstr("nodeGroups.subnets")));
}

TEST(EksctlGroups, StandInTheSubnetsThatTheConfigurationNames) {
    const auto world = read(metadata + R"(vpc:
  id: vpc-1
  subnets: {private: {eu-central-1a: {id: subnet-a}, second: {az: eu-central-1b, id: subnet-b}}}
nodeGroups: [{name: batch, privateNetworking: true}, {name: edge}]
)");
    const std::vector<Reference<Subnet>> both{{"subnet-a"}, {"subnet-b"}};
    EXPECT_EQ(world.find<AutoScalingGroup>("nodeGroups:batch")->subnets.value(), both);
    EXPECT_TRUE(world.find<AutoScalingGroup>("nodeGroups:edge")->subnets.is_unknown());
    EXPECT_EQ(world.find<Cluster>("ControlPlane")->subnets.value(), both);
    EXPECT_EQ(world.find<SecurityGroup>("SG:batch")->vpc.value().key, "vpc-1");
    EXPECT_THAT(world.missing, AllOf(Contains(Subnet::type), Contains(RouteTable::type)));
    EXPECT_THAT(world.all<Subnet>(), IsEmpty());
}

TEST(EksctlGroups, LeaveTheApiAsTheNetworkSays) {
    const auto world = read(metadata + R"(vpc:
  clusterEndpoints: {publicAccess: false, privateAccess: true}
  publicAccessCIDRs: [203.0.113.0/24]
  controlPlaneOnPrivateSubnets: true
kubernetesNetworkConfig: {serviceIPv4CIDR: 172.30.0.0/16}
)");
    const auto& cluster = *world.find<Cluster>("ControlPlane");
    EXPECT_FALSE(cluster.endpoint_public_access.value());
    EXPECT_TRUE(cluster.endpoint_private_access.value());
    EXPECT_THAT(cluster.public_access_cidrs.value(), ElementsAre("203.0.113.0/24"));
    EXPECT_THAT(cluster.subnets.value(), SizeIs(3));
    EXPECT_EQ(cluster.service_cidr.value().text(), "172.30.0.0/16");
    EXPECT_THAT(world.missing, IsEmpty());
}

TEST(EksctlGroups, NameEveryFieldThatNobodyReads) {
    std::string said;
    const auto world = read(metadata + R"(privatCluster: {enabled: true}
vpc: {natt: {gateway: Disable}, hostnameType: ip-name}
managedNodeGroups: [{name: a, volumeSize: 80, warmPool: [x, y]}]
iam: {serviceAccounts: [{metadata: {name: orders}}], vpcResourceControllerPolicy: true}
)",
                            &said);
    EXPECT_THAT(said, AllOf(HasSubstr("cluster.yaml:4:26"), HasSubstr("privatCluster.enabled"),
                            HasSubstr("vpc.natt.gateway"), HasSubstr("managedNodeGroups.warmPool"),
                            HasSubstr("iam.serviceAccounts"), Not(HasSubstr("volumeSize")),
                            Not(HasSubstr("hostnameType")), Not(HasSubstr("ResourceController"))));
    EXPECT_THAT(world.missing,
                AllOf(Contains(Vpc::type), Contains(LaunchTemplate::type), Contains(Role::type)));
}

TEST(EksctlGroups, RefuseAWayOutThatEksctlDoesNotHave) {
    Diagnostics diagnostics;
    EXPECT_FALSE(read_eksctl(metadata + "vpc: {nat: {gateway: Twin}}\n", "c.yaml", diagnostics));
    ASSERT_THAT(diagnostics.items(), SizeIs(1));
    EXPECT_THAT(diagnostics.items().front().text(),
                AllOf(HasSubstr("c.yaml:4:22"), HasSubstr("\"Twin\"")));
}

}  // namespace
}  // namespace inland::sources
