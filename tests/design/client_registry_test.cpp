// SPDX-License-Identifier: Apache-2.0
// What a cluster needs that pulls from a registry in the client's data centre.
#include "tests/design/example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string spec_with(std::string_view registry, std::string_view forward) {
    auto text = with("registry: ecr", "registry: {" + std::string(registry) + "}");
    return text + "  dns: {forward: {" + std::string(forward) + "}}\n";
}

constexpr std::string_view url = "url: \"registry.corp.example.com:5000/k8s\"";
constexpr std::string_view forward = "corp.example.com: [192.168.1.53, 192.168.0.53]";

TEST(ClientRegistry, IsFoundByARuleOfTheVpcsResolver) {
    const auto made = design_of(spec_with(url, forward));
    EXPECT_FALSE(made.diagnostics.has_errors());
    const auto* rule = made.topology.find<topology::ResolverRule>("resolver-rule/registry");
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->domain_name.value(), "corp.example.com");
    ASSERT_THAT(rule->targets.value(), SizeIs(2));
    EXPECT_EQ(rule->targets.value().front().address.text(), "192.168.0.53");
    EXPECT_EQ(rule->vpcs.value().front().key, "vpc/main");
    EXPECT_GT(rule->domain_name.place().line, 0);

    const auto* endpoint =
        made.topology.find<topology::ResolverEndpoint>("resolver-endpoint/outbound");
    ASSERT_NE(endpoint, nullptr);
    EXPECT_EQ(endpoint->direction.value(), "OUTBOUND");
    EXPECT_THAT(endpoint->subnets.value(), SizeIs(3));

    const auto* group = made.topology.find<topology::SecurityGroup>("security-group/dns-outbound");
    ASSERT_NE(group, nullptr);
    EXPECT_THAT(group->ingress.value(), IsEmpty());
    EXPECT_THAT(group->egress.value(), SizeIs(4)) << "two servers, by TCP and UDP";
    EXPECT_EQ(
        made.topology.find<topology::Cluster>("cluster/atlas")->tags.at("inland.dev/registry"),
        "registry.corp.example.com:5000 corp.example.com");
}

TEST(ClientRegistry, TakesTheLongestDomainThatHoldsItsName) {
    const auto made =
        design_of(spec_with("url: r.k8s.corp.example.com", "k8s.corp.example.com: [192.168.0.53]"));
    EXPECT_EQ(
        made.topology.find<topology::ResolverRule>("resolver-rule/registry")->domain_name.value(),
        "k8s.corp.example.com");
}

TEST(ClientRegistry, LeavesOtherForwardedDomainsToCoreDns) {
    const auto made =
        design_of(spec_with(url, std::string(forward) + ", other.example.com: [192.168.0.53]"));
    EXPECT_FALSE(made.diagnostics.has_errors());
    EXPECT_THAT(made.topology.all<topology::ResolverRule>(), SizeIs(1));
    EXPECT_THAT(made.topology.find<topology::Addon>("addon/coredns")->configuration.value(),
                AllOf(HasSubstr("other.example.com:53"), Not(HasSubstr("corp.example.com:53"))));
}

TEST(ClientRegistry, NeedsNoRuleWhenItIsAnAddress) {
    const auto made = design_of(with("registry: ecr", "registry: {url: \"192.168.7.7:5000/k8s\"}"));
    EXPECT_FALSE(made.diagnostics.has_errors());
    EXPECT_THAT(made.topology.all<topology::ResolverRule>(), IsEmpty());
    EXPECT_EQ(
        made.topology.find<topology::Cluster>("cluster/atlas")->tags.at("inland.dev/registry"),
        "192.168.7.7:5000");
}

TEST(ClientRegistry, OfTheAccountsOwnLeavesNoTrace) {
    const auto made = example();
    EXPECT_THAT(made.topology.all<topology::ResolverRule>(), IsEmpty());
    EXPECT_FALSE(made.topology.find<topology::Cluster>("cluster/atlas")
                     ->tags.contains("inland.dev/registry"));
    EXPECT_THAT(made.topology.all<topology::LaunchTemplate>(), IsEmpty());
}

/// The parser reads no files; here the certificates are as if it had.
Design design_with_certificates(const std::string& text) {
    Diagnostics diagnostics;
    auto cluster = spec::parse(text, "cluster.yaml", knowledge::built_in(), today(), diagnostics);
    EXPECT_TRUE(cluster);
    std::get<spec::UrlRegistry>(cluster->registry).ca_certificates = "PEM\n";
    return design(*cluster, knowledge::built_in());
}

TEST(ClientRegistry, IsTrustedByManagedAndOwnMachines) {
    auto text = spec_with(std::string(url) + ", ca: ca.pem", forward);
    const std::string_view group = "  # The pods' network";
    text.replace(text.find(group), 0,
                 "    - {name: own, kind: self-managed, os: bottlerocket, instanceTypes: "
                 "[m6i.large], min: 1, desired: 1, max: 1}\n");
    const auto made = design_with_certificates(text);
    const auto* managed = made.topology.find<topology::LaunchTemplate>("launch-template/general");
    ASSERT_NE(managed, nullptr);
    EXPECT_THAT(managed->user_data.value().text,
                HasSubstr("/etc/containerd/certs.d/registry.corp.example.com:5000/hosts.toml"));
    EXPECT_EQ(
        made.topology.find<topology::NodeGroup>("node-group/general")->launch_template.value().key,
        "launch-template/general");
    const auto* own = made.topology.find<topology::LaunchTemplate>("launch-template/own");
    ASSERT_NE(own, nullptr);
    EXPECT_THAT(own->user_data.value().text, HasSubstr("pki"));
    EXPECT_THAT(own->user_data.value().text, HasSubstr("cluster-name"));
}

}  // namespace
}  // namespace inland::design::testing
