// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void expect_all_hold(const Verdicts& verdicts) {
    for (const ClusterVerdicts& cluster : verdicts.clusters)
        for (const Verdict& verdict : cluster.flows)
            EXPECT_EQ(verdict.outcome, Outcome::Holds)
                << verdict.flow << " from " << verdict.from << " to " << verdict.to << ": "
                << (verdict.causes.empty()
                        ? ""
                        : verdict.causes.front().kind + " " + verdict.causes.front().resource +
                              " " + verdict.causes.front().detail + verdict.causes.front().missing);
}

TEST(Prove, HoldsEveryFlowOfASoundPrivateCluster) {
    const Verdicts verdicts = prove_world(private_world());
    expect_all_hold(verdicts);
    EXPECT_EQ(verdicts.outcome, Outcome::Holds);
    for (const std::string_view flow :
         {"node.dns", "node.api-server", "node.ec2", "node.ecr-api", "node.ecr-dkr",
          "node.s3-layers", "node.user-data", "node.identity", "node.images", "node.node",
          "control-plane.kubelet", "control-plane.webhook", "pod.coredns", "client.api-name",
          "client.api-server", "cluster.subnets", "internet.egress", "internet.ingress",
          "addon.vpc-cni.ec2"})
        EXPECT_THAT(rows(verdicts, flow), Not(IsEmpty())) << flow;
}

TEST(Prove, NamesTheEndpointThatIsMissing) {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ecr.api");
    const Verdicts verdicts = prove_world(world);
    EXPECT_EQ(verdicts.outcome, Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, "node.ecr-api"), ElementsAre("no-endpoint"));
    const Verdict verdict = rows(verdicts, "node.ecr-api").front();
    EXPECT_EQ(verdict.from, "nodegroup/general in subnet/a");
    EXPECT_EQ(verdict.to, "api.ecr.eu-central-1.amazonaws.com tcp/443");
    EXPECT_THAT(verdict.causes.front().detail, HasSubstr("com.amazonaws.eu-central-1.ecr.api"));
    EXPECT_FALSE(verdict.symptom.empty());
}

TEST(Prove, ListsEveryBlockerOfAnEndpointNotTheFirst) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "ec2").private_dns_enabled = false;
    at<topology::VpcEndpoint>(world, "ec2").security_groups = {};
    const Verdicts verdicts = prove_world(world);
    EXPECT_THAT(cause_kinds(verdicts, "node.ec2"),
                ElementsAre("private-dns-off", "security-group-ingress"));
}

TEST(Prove, SaysWhenTheGatewayEndpointIsNotInTheRouteTable) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "s3").route_tables =
        std::vector<topology::Reference<topology::RouteTable>>{};
    const Verdicts verdicts = prove_world(world);
    EXPECT_THAT(cause_kinds(verdicts, "node.s3-layers"), ElementsAre("no-prefix-list-route"));
    EXPECT_EQ(rows(verdicts, "node.s3-layers").front().causes.front().resource,
              "route-table/private");
}

TEST(Prove, WitnessIsAPacketThatIsStopped) {
    auto world = private_world();
    at<topology::SecurityGroup>(world, "endpoints").ingress =
        std::vector{topology::SecurityGroupRule{
            .protocol = 6, .ports = {443, 443}, .block = block("10.0.1.0/24")}};
    const Verdicts verdicts = prove_world(world);
    const auto found = rows(verdicts, "node.ec2");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].outcome, Outcome::Holds);
    ASSERT_EQ(found[1].outcome, Outcome::Fails);
    EXPECT_EQ(found[1].witness->source, address("10.0.2.4"));
    EXPECT_EQ(found[1].witness->port, 443);
    EXPECT_THAT(found[1].path, Contains(HasSubstr("stops")));
}

}  // namespace
}  // namespace inland::prove::testing
