// SPDX-License-Identifier: Apache-2.0
// Where pods are: amazon-vpc-cni-k8s, README (the settings) and EKS User Guide, Deploy pods in
// alternate subnets with custom networking.
#include "checker/check.h"
#include "tests/prove/private_world.h"
#include "topology/ownership.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using topology::Reference;
using topology::SecurityGroupRule;
using topology::Topology;

constexpr std::string_view custom = R"({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true",
    "ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone"},
  "eniConfig": {"create": true, "region": "eu-central-1", "subnets": {
    "eu-central-1a": {"id": "pods-a", "securityGroups": ["pods"]},
    "eu-central-1b": {"id": "pods-b", "securityGroups": ["pods"]}}}})";

const SecurityGroupRule from_office{
    .protocol = 6, .ports = {8080, 8080}, .block = block("192.168.0.0/16")};

Topology world_with(std::string_view configuration) {
    auto world = private_world();
    at<topology::Addon>(world, "vpc-cni").configuration = std::string(configuration);
    return world;
}

Topology world_with_setting(const std::string& name, const std::string& value) {
    return world_with(R"({"env": {")" + name + R"(": ")" + value + R"("}})");
}

/// Subnets for pods beside those of the nodes, routed as those are.
void add_pod_subnets(Topology& world) {
    for (const std::string zone : {"a", "b"}) {
        auto subnet = at<topology::Subnet>(world, zone);
        subnet.key = "pods-" + zone;
        subnet.name = "subnet/pods-" + zone;
        subnet.cidr_block = block(zone == "a" ? "10.0.101.0/24" : "10.0.102.0/24");
        world.add(subnet);
        at<topology::RouteTable>(world, "private").subnets.mutable_value().push_back({subnet.key});
    }
}

/// A group that lets everything of the VPC in, and everything out.
void add_pod_group(Topology& world) {
    topology::SecurityGroup group;
    group.key = "pods";
    group.name = "security-group/pods";
    group.vpc = Reference<topology::Vpc>{"main"};
    group.ingress =
        std::vector{SecurityGroupRule{.protocol = -1, .ports = {}, .block = block("10.0.0.0/16")}};
    group.egress =
        std::vector{SecurityGroupRule{.protocol = -1, .ports = {}, .block = block("0.0.0.0/0")}};
    world.add(std::move(group));
}

/// The cluster's own group, which nodes carry, as EKS makes it and with these rules beside.
void add_cluster_group(Topology& world, std::vector<SecurityGroupRule> ingress) {
    topology::SecurityGroup group;
    group.key = topology::cluster_security_group_key("atlas");
    group.name = "security-group/nodes";
    group.vpc = Reference<topology::Vpc>{"main"};
    ingress.push_back({.protocol = -1, .ports = {}, .group = group.key});
    group.ingress = std::move(ingress);
    group.egress =
        std::vector{SecurityGroupRule{.protocol = -1, .ports = {}, .block = block("0.0.0.0/0")}};
    world.add(std::move(group));
}

Topology custom_world() {
    auto world = world_with(custom);
    add_pod_subnets(world);
    add_pod_group(world);
    add_cluster_group(world, {{.protocol = -1, .ports = {}, .block = block("10.0.0.0/16")}});
    return world;
}

void lead_to_nat(Topology& world, const std::string& subnet) {
    topology::RouteTable table;
    table.key = "to-nat";
    table.name = "route-table/to-nat";
    table.vpc = Reference<topology::Vpc>{"main"};
    table.subnets = std::vector<Reference<topology::Subnet>>{{subnet}};
    topology::Route route;
    route.destination = block("0.0.0.0/0");
    route.target = topology::RouteTarget::NatGateway;
    route.target_key = "nat";
    table.routes = std::vector{route};
    std::erase(at<topology::RouteTable>(world, "private").subnets.mutable_value(),
               Reference<topology::Subnet>{subnet});
    world.add(std::move(table));
}

std::vector<std::string> resources_of(const Verdicts& verdicts, std::string_view flow) {
    std::vector<std::string> resources;
    for (const Verdict& verdict : rows(verdicts, flow))
        for (const Cause& cause : verdict.causes)
            resources.push_back(cause.resource);
    return resources;
}

std::vector<std::string> missing_of(const Verdicts& verdicts, std::string_view flow) {
    std::vector<std::string> missing;
    for (const Verdict& verdict : rows(verdicts, flow))
        for (const Cause& cause : verdict.causes)
            missing.push_back(cause.missing);
    return missing;
}

TEST(Pods, AreWhereTheEniConfigOfTheirZoneSays) {
    auto world = custom_world();
    EXPECT_EQ(prove_world(world).outcome, Outcome::Holds);
    at<topology::SecurityGroup>(world, "pods").ingress = std::vector<SecurityGroupRule>{};
    const auto verdicts = prove_world(world);
    EXPECT_THAT(resources_of(verdicts, "pod.coredns"), Contains("security-group/pods"));
    EXPECT_THAT(resources_of(verdicts, "control-plane.webhook"), Contains("security-group/pods"));
    EXPECT_EQ(outcome_of(verdicts, "control-plane.kubelet"), Outcome::Holds);
    EXPECT_EQ(outcome_of(verdicts, "node.ec2"), Outcome::Holds);
}

/// createENIUsingCustomCfg: without groups an ENIConfig's interfaces get the primary one's.
TEST(Pods, HaveTheNodesGroupsWhereTheEniConfigNamesNone) {
    auto world = custom_world();
    at<topology::Addon>(world, "vpc-cni").configuration = R"(
env: {AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true", ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone}
eniConfig:
  create: true
  subnets: {eu-central-1a: {id: pods-a}, eu-central-1b: {id: pods-b}}
)";
    world.all<topology::SecurityGroup>().erase("pods");
    EXPECT_EQ(prove_world(world).outcome, Outcome::Holds);
}

TEST(Pods, AreUnknownWhereTheEniConfigsAreObjectsOfKubernetes) {
    const auto verdicts =
        prove_world(world_with_setting("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "true"));
    for (const std::string_view flow :
         {"pod.coredns", "node.node", "control-plane.webhook", "internet.egress"})
        EXPECT_EQ(outcome_of(verdicts, flow), Outcome::Unknown) << flow;
    EXPECT_THAT(missing_of(verdicts, "pod.coredns"), Contains(HasSubstr("ENIConfigs")));
    EXPECT_EQ(outcome_of(verdicts, "node.ec2"), Outcome::Holds);
    EXPECT_EQ(outcome_of(verdicts, "control-plane.kubelet"), Outcome::Holds);
}

TEST(Pods, AreUnknownInAZoneWithoutEniConfig) {
    auto world = custom_world();
    at<topology::Subnet>(world, "b").availability_zone = "eu-central-1c";
    EXPECT_THAT(missing_of(prove_world(world), "pod.coredns"),
                Contains("the ENIConfig of zone eu-central-1c"));
}

/// As sources write what only AWS will name.
TEST(Pods, AreWhereTheHolesOfPlannedConfigurationsSay) {
    auto world = custom_world();
    auto& values = at<topology::Addon>(world, "vpc-cni").configuration;
    values = R"({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true",
        "ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone", "ADDITIONAL_ENI_TAGS": "${name}"},
      "eniConfig": {"create": true, "subnets": {
        "eu-central-1a": {"id": "${pods-a}", "securityGroups": ["${pods}"]},
        "eu-central-1b": {"id": "${pods-b}", "securityGroups": ["${pods}"]}}}})";
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Holds);
    at<topology::SecurityGroup>(world, "pods").ingress = std::vector<SecurityGroupRule>{};
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Fails);
}

TEST(Pods, AreUnknownForWhatAHoleLeavesOpenAndNothingElse) {
    const std::vector<std::pair<std::string_view, std::string_view>> cases = {
        {R"({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "${var.custom}"}})",
         "the value of AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG in the configuration"},
        {R"({"env": "${local.env}"})", "the env of the configuration"},
        {R"({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"}, "eniConfig": "${local.x}"})",
         "the ENIConfigs of the cluster"},
        {R"({"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"},
             "eniConfig": {"create": true, "subnets": "${local.x}"}})",
         "the ENIConfigs that the add-on vpc-cni makes of local.x"}};
    for (const auto& [values, missing] : cases) {
        const auto verdicts = prove_world(world_with(values));
        EXPECT_THAT(missing_of(verdicts, "pod.coredns"), Contains(HasSubstr(std::string(missing))))
            << values;
        EXPECT_EQ(outcome_of(verdicts, "node.ec2"), Outcome::Holds);
    }
}

TEST(Pods, AreUnknownWhereTheirEniConfigIsInPart) {
    const auto missing_with = [](std::string_view config) {
        auto world = custom_world();
        auto values = std::string(custom);
        const std::string_view whole = R"({"id": "pods-b", "securityGroups": ["pods"]})";
        values.replace(values.find(whole), whole.size(), config);
        at<topology::Addon>(world, "vpc-cni").configuration = values;
        return missing_of(prove_world(world), "pod.coredns");
    };
    EXPECT_THAT(missing_with("{}"), Contains("the subnet of the ENIConfig eu-central-1b"));
    EXPECT_THAT(missing_with(R"({"id": "pods-b", "securityGroups": "${local.groups}"})"),
                Contains("the security groups of the ENIConfig eu-central-1b"));
    EXPECT_THAT(missing_with(R"({"id": "${var.pods}"})"), Contains("subnet var.pods"));
    EXPECT_THAT(missing_with(R"({"id": "pods-b", "securityGroups": ["${var.group}"]})"),
                Contains("security group var.group"));
}

TEST(Pods, FollowTheLabelOfTheirNodeGroup) {
    auto world = custom_world();
    at<topology::Addon>(world, "vpc-cni").configuration = R"(
env: {AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"}
eniConfig: {create: true, subnets: {pods: {id: pods-a, securityGroups: [pods]}}}
)";
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Unknown);
    at<topology::NodeGroup>(world, "general").labels =
        std::map<std::string, std::string>{{"k8s.amazonaws.com/eniConfig", "pods"}};
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Holds);
}

TEST(Pods, AreUnknownWithTheConfigurationOfTheCni) {
    auto world = private_world();
    at<topology::Addon>(world, "vpc-cni").configuration =
        topology::Attribute<std::string>::unknown();
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Unknown);
    EXPECT_EQ(outcome_of(prove_world(world_with("env: [")), "pod.coredns"), Outcome::Unknown);
    EXPECT_EQ(outcome_of(prove_world(world_with("{}")), "pod.coredns"), Outcome::Holds);
    EXPECT_EQ(outcome_of(prove_world(world_with("{\n\t\"env\": {}\n}")), "pod.coredns"),
              Outcome::Holds);
}

TEST(Pods, AreThoughtToHaveTheDefaultSettingsWithoutAnAddonThatSaysSo) {
    auto world = private_world();
    EXPECT_THAT(rows(prove_world(world), "pod.coredns").front().assumptions, IsEmpty());
    at<topology::Addon>(world, "vpc-cni").addon_name = topology::Attribute<std::string>::unknown();
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Unknown);
    world.all<topology::Addon>().clear();
    EXPECT_THAT(rows(prove_world(world), "pod.coredns").front().assumptions,
                Contains(HasSubstr("default settings")));
}

/// AWS_VPC_K8S_CNI_EXTERNALSNAT: outside of the VPC a pod is its node, or itself.
TEST(Pods, LeaveTheVpcByTheirNodesSubnetUnlessSomebodyElseTranslates) {
    auto world = custom_world();
    lead_to_nat(world, "pods-a");
    EXPECT_EQ(outcome_of(prove_world(world), "internet.egress"), Outcome::Holds);
    auto& configuration = at<topology::Addon>(world, "vpc-cni").configuration.mutable_value();
    configuration.insert(configuration.find("\"ENI_CONFIG_LABEL_DEF"),
                         R"("AWS_VPC_K8S_CNI_EXTERNALSNAT": "true", )");
    EXPECT_NE(outcome_of(prove_world(world), "internet.egress"), Outcome::Holds);
}

/// README, AWS_VPC_K8S_CNI_EXTERNALSNAT; amazon-vpc-cni-k8s#495, #777.
TEST(Pods, AnswerClientsOnlyWithTheirOwnAddress) {
    const auto outcome = [&](Topology world) {
        add_cluster_group(world, {from_office});
        return outcome_of(prove_world(world), "client.pods");
    };
    EXPECT_EQ(outcome(world_with_setting("AWS_VPC_K8S_CNI_EXTERNALSNAT", "true")), Outcome::Holds);
    const std::string spare = "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS";
    EXPECT_EQ(outcome(world_with_setting(spare, "172.16.0.0/12, 192.168.0.0/16")), Outcome::Holds);
    EXPECT_EQ(outcome(world_with_setting(spare, "192.168.0.0/17,nonsense")), Outcome::Fails);
}

/// The groups of nodes say whom they let in; whether that is about their pods too, nobody says.
TEST(Pods, AreNotThoughtToBeCalledWhereTheyCannotAnswer) {
    auto world = private_world();
    add_cluster_group(world, {from_office});
    EXPECT_THAT(rows(prove_world(world), "client.pods"), IsEmpty());
    auto own_groups = custom_world();
    at<topology::SecurityGroup>(own_groups, "pods").ingress.mutable_value().push_back(from_office);
    const auto verdicts = prove_world(own_groups);
    EXPECT_THAT(cause_kinds(verdicts, "client.pods"), ElementsAre("no-route"));
    EXPECT_THAT(resources_of(verdicts, "client.pods"), Contains("addon/vpc-cni"));
}

topology::NetworkAclEntry entry(int number, topology::TrafficDirection direction, PortRange ports) {
    topology::NetworkAclEntry made;
    made.rule_number = number;
    made.direction = direction;
    made.protocol = 6;
    made.action = topology::RuleAction::Allow;
    made.block = block("0.0.0.0/0");
    made.ports = ports;
    return made;
}

/// AWS_VPC_K8S_CNI_RANDOMIZESNAT: a node takes any port from 1024 on, which a network ACL must let
/// back in.
TEST(Pods, CallClientsFromPortsOfTheirNodesChoice) {
    const auto outcome = [](Topology world) {
        topology::NetworkAcl acl;
        acl.key = "private";
        acl.vpc = Reference<topology::Vpc>{"main"};
        acl.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
        acl.entries = std::vector{entry(100, topology::TrafficDirection::Ingress, {32768, 60999}),
                                  entry(100, topology::TrafficDirection::Egress, {})};
        world.add(std::move(acl));
        return outcome_of(prove_world(world), "pod.client-network");
    };
    EXPECT_EQ(outcome(private_world()), Outcome::Fails);
    EXPECT_EQ(outcome(world_with_setting("AWS_VPC_K8S_CNI_RANDOMIZESNAT", "none")), Outcome::Holds);
    EXPECT_EQ(outcome(world_with_setting("AWS_VPC_K8S_CNI_EXTERNALSNAT", "true")), Outcome::Holds);
}

/// Where the node calls in their stead its own groups decide, not the pods'.
TEST(Pods, CallClientsAsTheirNode) {
    auto world = custom_world();
    at<topology::SecurityGroup>(world, "pods").egress = std::vector<SecurityGroupRule>{};
    EXPECT_EQ(outcome_of(prove_world(world), "pod.client-network"), Outcome::Holds);
}

TEST(Pods, WithGroupsOfTheirOwnAreAnAssumption) {
    const auto verdicts = prove_world(world_with_setting("ENABLE_POD_ENI", "true"));
    EXPECT_EQ(verdicts.outcome, Outcome::Holds);
    EXPECT_THAT(rows(verdicts, "pod.coredns").front().assumptions,
                Contains(HasSubstr("SecurityGroupPolicy")));
}

/// Their groups may let out what the nodes' groups stop; in standard mode the node's do all the
/// same.
TEST(Pods, WithGroupsOfTheirOwnMayLeaveWhereTheirNodesCannot) {
    const auto outcome = [](Topology world) {
        lead_to_nat(world, "a");
        add_cluster_group(world, {});
        auto& group =
            at<topology::SecurityGroup>(world, topology::cluster_security_group_key("atlas"));
        group.egress = std::vector{
            SecurityGroupRule{.protocol = -1, .ports = {}, .block = block("10.0.0.0/16")}};
        return outcome_of(prove_world(world), "internet.egress");
    };
    EXPECT_EQ(outcome(private_world()), Outcome::Holds);
    EXPECT_EQ(outcome(world_with_setting("ENABLE_POD_ENI", "true")), Outcome::Unknown);
    EXPECT_EQ(outcome(world_with(R"({"env": {"ENABLE_POD_ENI": "true",
        "POD_SECURITY_GROUP_ENFORCING_MODE": "standard"}})")),
              Outcome::Holds);
}

/// amazon-vpc-cni-k8s v1.18: subnets tagged kubernetes.io/role/cni in the node's zone, with the
/// node's groups.
TEST(Pods, AreInSubnetsThatTheCniDiscovers) {
    auto world = private_world();
    add_pod_subnets(world);
    at<topology::Subnet>(world, "pods-a").tags["kubernetes.io/role/cni"] = "1";
    EXPECT_EQ(prove_world(world).outcome, Outcome::Holds);
    topology::NetworkAcl acl;
    acl.key = "closed";
    acl.vpc = Reference<topology::Vpc>{"main"};
    acl.subnets = std::vector<Reference<topology::Subnet>>{{"pods-a"}};
    acl.entries = std::vector<topology::NetworkAclEntry>{};
    world.add(std::move(acl));
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Fails);
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Holds);
    at<topology::Subnet>(world, "pods-a").availability_zone = "eu-central-1c";
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Holds);
    at<topology::Subnet>(world, "pods-a").availability_zone = "eu-central-1a";
    at<topology::Addon>(world, "vpc-cni").configuration =
        R"({"env": {"ENABLE_SUBNET_DISCOVERY": "false"}})";
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Holds);
}

/// amazon-vpc-cni-k8s#3380: from v1.22 on groups with the tag stand there in place of the node's.
TEST(Pods, HaveGroupsThatTheCniDiscoversInSubnetsThatItDiscovers) {
    auto world = private_world();
    add_pod_subnets(world);
    add_pod_group(world);
    add_cluster_group(world, {{.protocol = -1, .ports = {}, .block = block("10.0.0.0/16")}});
    at<topology::SecurityGroup>(world, "pods").ingress = std::vector<SecurityGroupRule>{};
    at<topology::SecurityGroup>(world, "pods").tags["kubernetes.io/role/cni"] = "1";
    EXPECT_EQ(outcome_of(prove_world(world), "pod.coredns"), Outcome::Holds);
    at<topology::Subnet>(world, "pods-a").tags["kubernetes.io/role/cni"] = "1";
    EXPECT_THAT(resources_of(prove_world(world), "pod.coredns"), Contains("security-group/pods"));
}

/// The checker knows the interfaces of node groups only; what it does not know it must not accept.
TEST(Pods, ThatAreElsewhereAreNotShownByCertificates) {
    const auto world = custom_world();
    const auto certificate = prove_certified({world, knowledge::built_in(), office()}).certificate;
    const auto report = checker::check({world, knowledge::built_in()}, certificate);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_THAT(report.unshown, Contains(HasSubstr("pod.coredns")));
    const auto nodes_alone = private_world();
    const auto of_nodes_alone =
        prove_certified({nodes_alone, knowledge::built_in(), office()}).certificate;
    EXPECT_THAT(checker::check({world, knowledge::built_in()}, of_nodes_alone).unshown,
                Contains(HasSubstr("pod.coredns")));
}

/// Prefixes belong to an interface of the same subnet and groups.
TEST(Pods, AreReachedAlikeWithPrefixes) {
    EXPECT_EQ(prove_world(world_with_setting("ENABLE_PREFIX_DELEGATION", "true")).outcome,
              Outcome::Holds);
}

}  // namespace
}  // namespace inland::prove::testing
