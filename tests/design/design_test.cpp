// SPDX-License-Identifier: Apache-2.0
#include "design/design.h"

#include "core/json.h"
#include "tests/design/example.h"
#include "topology/ownership.h"
#include "topology/references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using testing::design_of;
using ::testing::ElementsAre;
using testing::example;
using ::testing::HasSubstr;
using testing::with;
using testing::with_added;

template <typename R>
std::vector<std::string> keys(const Design& design) {
    std::vector<std::string> found;
    for (const auto& [key, resource] : design.topology.all<R>())
        found.push_back(key);
    return found;
}

TEST(Design, MakesOneSubnetInEachZoneAndKeepsABlockFree) {
    const auto result = example();
    const auto& subnets = result.topology.all<topology::Subnet>();
    EXPECT_THAT(keys<topology::Subnet>(result),
                ElementsAre("subnet/private-a", "subnet/private-b", "subnet/private-c"));
    EXPECT_EQ(subnets.at("subnet/private-a").cidr_block.value().text(), "10.40.0.0/18");
    EXPECT_EQ(subnets.at("subnet/private-c").cidr_block.value().text(), "10.40.128.0/18");
    EXPECT_EQ(subnets.at("subnet/private-b").availability_zone.value(), "eu-central-1b");
    EXPECT_EQ(subnets.at("subnet/private-b").tags.at("kubernetes.io/role/internal-elb"), "1");
}

TEST(Design, HasNoWayToTheInternet) {
    const auto result = example();
    EXPECT_TRUE(result.topology.all<topology::InternetGateway>().empty());
    EXPECT_TRUE(result.topology.all<topology::NatGateway>().empty());
    for (const auto& [key, table] : result.topology.all<topology::RouteTable>())
        EXPECT_TRUE(table.routes.value().empty()) << key;
    const auto& cluster = result.topology.all<topology::Cluster>().begin()->second;
    EXPECT_FALSE(cluster.endpoint_public_access.value());
    EXPECT_TRUE(cluster.endpoint_private_access.value());
}

TEST(Design, MakesTheEndpointsThatAl2023AndTheNetworkAddOnsNeedAndNoOthers) {
    EXPECT_THAT(keys<topology::VpcEndpoint>(example()),
                ElementsAre("vpc-endpoint/ec2", "vpc-endpoint/ecr.api", "vpc-endpoint/ecr.dkr",
                            "vpc-endpoint/s3"));
}

TEST(Design, SaysWhichFlowNeedsAnEndpoint) {
    const auto result = example();
    const auto* endpoint = result.topology.find<topology::VpcEndpoint>("vpc-endpoint/ecr.api");
    ASSERT_NE(endpoint, nullptr);
    EXPECT_THAT(endpoint->why, HasSubstr("node.ecr-api"));
    EXPECT_THAT(endpoint->why, HasSubstr("api.ecr.eu-central-1.amazonaws.com"));
    EXPECT_EQ(endpoint->service_name.value(), "com.amazonaws.eu-central-1.ecr.api");
}

TEST(Design, PrefersTheGatewayForS3) {
    const auto result = example();
    const auto* endpoint = result.topology.find<topology::VpcEndpoint>("vpc-endpoint/s3");
    ASSERT_NE(endpoint, nullptr);
    EXPECT_EQ(endpoint->endpoint_type.value(), "Gateway");
    ASSERT_EQ(endpoint->route_tables.value().size(), 3U);
    EXPECT_TRUE(endpoint->security_groups.is_absent());
}

TEST(Design, AdmitsOnlyTheNodesGroupToTheEndpoints) {
    const auto result = example();
    const auto* group = result.topology.find<topology::SecurityGroup>("security-group/endpoints");
    ASSERT_NE(group, nullptr);
    ASSERT_EQ(group->ingress.value().size(), 1U);
    const auto& rule = group->ingress.value().front();
    EXPECT_EQ(rule.group, "eks-cluster-sg/atlas");
    EXPECT_EQ(rule.protocol, 6);
    EXPECT_EQ(rule.ports, (PortRange{443, 443}));
    EXPECT_TRUE(group->egress.value().empty());
}

TEST(Design, AdmitsWhomTheSpecSaysToTheEndpoints) {
    const auto subnets = design_of(with_added("  endpoints: {admit: subnets}\n"));
    const auto vpc = design_of(with_added("  endpoints: {admit: vpc}\n"));
    const auto rules = [](const Design& design) {
        return design.topology.find<topology::SecurityGroup>("security-group/endpoints")
            ->ingress.value();
    };
    ASSERT_EQ(rules(subnets).size(), 3U);
    EXPECT_EQ(rules(subnets).front().block->text(), "10.40.0.0/18");
    ASSERT_EQ(rules(vpc).size(), 1U);
    EXPECT_EQ(rules(vpc).front().block->text(), "10.40.0.0/16");
}

TEST(Design, AddsAndRemovesEndpointsOnTheUsersWord) {
    const auto result = design_of(with_added("  endpoints: {add: [logs], remove: [ecr.api]}\n"));
    EXPECT_THAT(keys<topology::VpcEndpoint>(result),
                ElementsAre("vpc-endpoint/ec2", "vpc-endpoint/ecr.dkr", "vpc-endpoint/logs",
                            "vpc-endpoint/s3"));
    EXPECT_EQ(result.topology.find<topology::VpcEndpoint>("vpc-endpoint/logs")->name,
              "spec.endpoints.add[0]");
}

TEST(Design, AdmitsTheConnectedNetworksToTheKubernetesApi) {
    const auto result = example();
    ASSERT_EQ(result.clients.size(), 1U);
    EXPECT_EQ(result.clients.front().name, "vpn 192.168.0.0/16");
    const auto* group = result.topology.find<topology::SecurityGroup>("security-group/api-clients");
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(group->ingress.value().front().block->text(), "192.168.0.0/16");
    const auto& cluster = result.topology.all<topology::Cluster>().begin()->second;
    ASSERT_EQ(cluster.security_groups.value().size(), 1U);
    EXPECT_EQ(cluster.security_groups.value().front().key, group->key);
}

TEST(Design, PropagatesTheVpnsRoutes) {
    const auto result = example();
    for (const auto& [key, table] : result.topology.all<topology::RouteTable>()) {
        EXPECT_EQ(table.propagating_gateways.value().size(), 1U) << key;
        EXPECT_EQ(table.subnets.value().size(), 1U) << key;
    }
    const auto& vpn = result.topology.all<topology::VpnConnection>().begin()->second;
    EXPECT_TRUE(vpn.static_routes_only.value());
    EXPECT_EQ(vpn.static_routes.value().front().text(), "192.168.0.0/16");
}

TEST(Design, ExpectsWithBgpWhatThePeerWillAdvertise) {
    const auto result = design_of(with("routing: static", "routing: bgp   "));
    const auto& vpn = result.topology.all<topology::VpnConnection>().begin()->second;
    EXPECT_FALSE(vpn.static_routes_only.value());
    EXPECT_TRUE(vpn.static_routes.value().empty());
    EXPECT_EQ(vpn.advertised_routes.value().front().text(), "192.168.0.0/16");
}

TEST(Design, GivesNodesTheLeastManagedPolicies) {
    const auto result = example();
    const auto* nodes = result.topology.find<topology::Role>("role/nodes");
    ASSERT_NE(nodes, nullptr);
    EXPECT_THAT(nodes->managed_policies.value(),
                ElementsAre("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
                            "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
                            "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"));
    EXPECT_EQ(nodes->path.value(), "/inland/atlas/");
    EXPECT_EQ(nodes->role_name.value(), "atlas-eu-central-1-nodes");
    EXPECT_TRUE(parse_json(nodes->assume_role_policy.value()));
}

TEST(Design, GivesAdminsAnAccessEntry) {
    const auto result =
        design_of(with_added("  admins: [\"arn:aws:iam::123456789012:role/platform\"]\n"));
    const auto* entry = result.topology.find<topology::AccessEntry>("access-entry/platform");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->principal_arn.value(), "arn:aws:iam::123456789012:role/platform");
    EXPECT_THAT(entry->policies.value(),
                ElementsAre("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"));
}

TEST(Design, GivesEveryResourceOfItsOwnAReasonAPlaceAndTags) {
    const auto result = example();
    topology::for_each_resource(result.topology, [](const auto& resource) {
        EXPECT_FALSE(resource.why.empty()) << resource.key;
        EXPECT_FALSE(resource.name.empty()) << resource.key;
        EXPECT_GT(resource.place.line, 0) << resource.key;
        if (resource.key == "eks-cluster-sg/atlas") {
            EXPECT_FALSE(topology::is_owned(resource, "atlas"));
            return;
        }
        EXPECT_TRUE(topology::is_owned(resource, "atlas")) << resource.key;
        EXPECT_EQ(topology::tag_value(resource.tags, "inland.dev/id"), resource.key);
        EXPECT_EQ(topology::tag_value(resource.tags, "team"), "platform");
    });
}

TEST(Design, RefersOnlyToWhatItHolds) {
    const auto result = example();
    topology::for_each_resource(result.topology, [&](const auto& resource) {
        topology::for_each_reference(resource, [&]<typename Target>(const std::string& key) {
            EXPECT_NE(result.topology.find<Target>(key), nullptr) << resource.key << " → " << key;
        });
    });
}

}  // namespace
}  // namespace inland::design
