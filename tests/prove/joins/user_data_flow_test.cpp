// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "prove/machine_flow.h"
#include "tests/prove/private_world.h"
#include "user_data/user_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::HasSubstr;
using user_data::NodeSettings;
using enum user_data::OperatingSystem;

constexpr std::string_view own_endpoint = "https://ABC.gr7.eu-central-1.eks.amazonaws.com";

topology::Topology world_of_atlas() {
    auto world = private_world();
    auto& cluster = at<topology::Cluster>(world, "atlas");
    cluster.endpoint = std::string(own_endpoint);
    cluster.certificate_authority = base64("the cluster's");
    cluster.service_cidr = Ipv4Prefix::parse("172.20.0.0/16").value();
    return world;
}

NodeSettings right_settings() {
    NodeSettings settings;
    settings.cluster = "atlas";
    settings.endpoint = own_endpoint;
    settings.certificate_authority = base64("the cluster's");
    settings.service_cidr = "172.20.0.0/16";
    settings.cluster_dns = "172.20.0.10";
    return settings;
}

MachinePlace machine_with(std::string bytes, std::string_view system = "al2023") {
    return {.name = "i-0abc",
            .cluster = "atlas",
            .subnet = "a",
            .address = {(10U << 24U) + 256 + 9},
            .security_groups = {"eks-cluster-sg/atlas"},
            .operating_system = std::string(system),
            .role = "node",
            .user_data = {UserDataWriter::Owner, std::move(bytes), "launch-template/batch"}};
}

Verdict verdict_of(const topology::Topology& world, const MachinePlace& machine,
                   std::string_view flow = "node.user-data") {
    return prove_machine_flow(Question{world, knowledge::built_in(), {}}, machine, flow);
}

Verdict verdict_of(const NodeSettings& settings, user_data::OperatingSystem system,
                   std::string_view flow = "node.user-data") {
    return verdict_of(world_of_atlas(),
                      machine_with(write(settings, system), user_data::name_of(system)), flow);
}

struct UserDataOf : ::testing::TestWithParam<user_data::OperatingSystem> {};

TEST_P(UserDataOf, HoldsWhenItIsTheClusters) {
    const auto verdict = verdict_of(right_settings(), GetParam());
    EXPECT_EQ(verdict.outcome, Outcome::Holds)
        << (verdict.causes.empty() ? "" : verdict.causes.front().detail);
}

TEST_P(UserDataOf, FailsWithAnotherClustersName) {
    auto settings = right_settings();
    settings.cluster = "titan";
    const auto verdict = verdict_of(settings, GetParam());
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_EQ(verdict.causes.front().kind, "user-data");
    EXPECT_EQ(verdict.causes.front().resource, "launch-template/batch");
    EXPECT_THAT(verdict.causes.front().detail, HasSubstr("names the cluster titan, not atlas"));
}

TEST_P(UserDataOf, FailsWithAnotherClustersEndpoint) {
    auto world = world_of_atlas();
    topology::Cluster other;
    other.key = "titan";
    other.cluster_name = "titan";
    other.endpoint = "https://XYZ.gr7.eu-central-1.eks.amazonaws.com";
    world.add(other);
    auto settings = right_settings();
    settings.endpoint = "https://XYZ.gr7.eu-central-1.eks.amazonaws.com";
    const auto verdict =
        verdict_of(world, machine_with(write(settings, GetParam()), name_of(GetParam())));
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_THAT(verdict.causes.front().detail, HasSubstr("which is that of cluster titan"));
}

TEST_P(UserDataOf, FailsWithAnotherAuthority) {
    auto settings = right_settings();
    settings.certificate_authority = base64("another's");
    const auto verdict = verdict_of(settings, GetParam());
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_THAT(verdict.causes.front().detail, HasSubstr("certificate authority"));
}

TEST_P(UserDataOf, FailsWithAnotherServiceNetwork) {
    auto settings = right_settings();
    settings.service_cidr = "10.100.0.0/16";
    settings.cluster_dns = "10.100.0.10";
    for (const auto* flow : {"node.user-data", "pod.coredns"}) {
        const auto verdict = verdict_of(settings, GetParam(), flow);
        ASSERT_EQ(verdict.outcome, Outcome::Fails) << flow;
        EXPECT_THAT(verdict.causes.front().detail, HasSubstr("10.100.0.10")) << flow;
    }
}

TEST_P(UserDataOf, FailsWhereThereIsNone) {
    const auto verdict = verdict_of(world_of_atlas(), machine_with("", name_of(GetParam())));
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_EQ(verdict.causes.front().kind, "user-data");
}

TEST_P(UserDataOf, FailsWhenItIsAnotherSystems) {
    for (const auto system : {AmazonLinux2023, AmazonLinux2, Bottlerocket}) {
        if (system == GetParam())
            continue;
        const auto verdict = verdict_of(
            world_of_atlas(), machine_with(write(right_settings(), system), name_of(GetParam())));
        ASSERT_EQ(verdict.outcome, Outcome::Fails);
        EXPECT_THAT(verdict.causes.front().detail, HasSubstr("it is written for"));
    }
}

TEST_P(UserDataOf, IsTakenForGrantedBeforeTheClusterIsThere) {
    auto world = world_of_atlas();
    auto& cluster = at<topology::Cluster>(world, "atlas");
    cluster.endpoint = topology::Attribute<std::string>::unknown();
    cluster.certificate_authority = topology::Attribute<std::string>::unknown();
    const auto verdict =
        verdict_of(world, machine_with(write(right_settings(), GetParam()), name_of(GetParam())));
    EXPECT_EQ(verdict.outcome, Outcome::Holds);
    EXPECT_EQ(verdict.assumptions.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Systems, UserDataOf,
                         ::testing::Values(AmazonLinux2023, AmazonLinux2, Bottlerocket),
                         [](const auto& system) { return std::string(name_of(system.param)); });

TEST(UserDataFlow, IsUnknownWhenNobodyKnowsIt) {
    auto machine = machine_with("");
    machine.user_data.bytes.reset();
    EXPECT_EQ(verdict_of(world_of_atlas(), machine).outcome, Outcome::Unknown);
}

TEST(UserDataFlow, IsUnknownWhenAScriptComputesIt) {
    const auto verdict = verdict_of(
        world_of_atlas(),
        machine_with("#!/bin/bash\n/etc/eks/bootstrap.sh atlas --b64-cluster-ca $(cat ca) "
                     "--apiserver-endpoint $(cat url) --dns-cluster-ip 172.20.0.10\n",
                     "al2"));
    EXPECT_EQ(verdict.outcome, Outcome::Unknown);
}

TEST(UserDataFlow, HoldsNodeadmToItsWords) {
    auto settings = right_settings();
    settings.endpoint.clear();
    const auto verdict = verdict_of(settings, AmazonLinux2023);
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_EQ(verdict.causes.front().detail,
              "Apiserver endpoint is missing in cluster configuration");
}

TEST(UserDataFlow, StopsAl2ThatIsToldNothingAndCannotAskEks) {
    NodeSettings settings;
    settings.cluster = "atlas";
    const auto verdict = verdict_of(settings, AmazonLinux2);
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_EQ(verdict.causes.front().kind, "user-data");
    EXPECT_THAT(verdict.causes.front().detail,
                HasSubstr("Exhausted retries while describing cluster!"));
    EXPECT_EQ(verdict.causes.back().kind, "no-endpoint");
}

TEST(UserDataFlow, LetsBottlerocketGuessItsDnsAddress) {
    auto settings = right_settings();
    settings.cluster_dns.clear();
    EXPECT_EQ(verdict_of(settings, Bottlerocket).outcome, Outcome::Holds);
    auto world = world_of_atlas();
    at<topology::Cluster>(world, "atlas").service_cidr = Ipv4Prefix::parse("10.200.0.0/16").value();
    const auto verdict = verdict_of(
        world, machine_with(write(settings, Bottlerocket), "bottlerocket"), "pod.coredns");
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_THAT(verdict.causes.front().detail, HasSubstr("172.20.0.10 for names (a guess"));
}

}  // namespace
}  // namespace inland::prove::testing
