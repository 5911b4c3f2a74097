// SPDX-License-Identifier: Apache-2.0
// A registry in a client's data centre, as nodes find and reach it: what holds, what is assumed of
// the client's side, and what each broken thing is called.
#include "prove/registry_reach.h"
#include "tests/prove/private_world.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using topology::Topology;

constexpr std::string_view host = "registry.corp.example.com";

/// The sound world, with an outbound endpoint and a rule for the registry's domain.
Topology world_with_rule() {
    auto world = private_world();
    const auto vpc = topology::Reference<topology::Vpc>{world.all<topology::Vpc>().begin()->first};

    topology::SecurityGroup group;
    group.key = group.name = "security-group/dns-outbound";
    group.vpc = vpc;
    group.ingress = std::vector<topology::SecurityGroupRule>{};
    std::vector<topology::SecurityGroupRule> egress;
    for (const int protocol : {6, 17})
        egress.push_back(
            {.protocol = protocol, .ports = {53, 53}, .block = block("192.168.0.53/32")});
    group.egress = egress;
    world.add(group);

    topology::ResolverEndpoint endpoint;
    endpoint.key = endpoint.name = "resolver-endpoint/outbound";
    endpoint.direction = "OUTBOUND";
    endpoint.vpc = vpc;
    std::vector<topology::Reference<topology::Subnet>> subnets;
    for (const auto& [key, subnet] : world.all<topology::Subnet>())
        subnets.push_back({key});
    endpoint.subnets = subnets;
    endpoint.security_groups =
        std::vector<topology::Reference<topology::SecurityGroup>>{{group.key}};
    world.add(endpoint);

    topology::ResolverRule rule;
    rule.key = rule.name = "resolver-rule/registry";
    rule.domain_name = "corp.example.com";
    rule.rule_type = "FORWARD";
    rule.targets = std::vector{topology::DnsTarget{address("192.168.0.53")}};
    rule.endpoint = topology::Reference<topology::ResolverEndpoint>{endpoint.key};
    rule.vpcs = std::vector{vpc};
    world.add(rule);
    return world;
}

Question question_of(const Topology& world, ClientRegistry registry = {std::string(host), 5000,
                                                                       NameKnownBy::ClientsOnly}) {
    Question question{world, knowledge::built_in(), office()};
    question.registries = {std::move(registry)};
    return question;
}

/// The rows of node.images that are about the registry.
std::vector<Verdict> registry_rows(const Verdicts& verdicts) {
    std::vector<Verdict> found;
    for (const auto& row : rows(verdicts, "node.images"))
        if (row.to.find("tcp/") != std::string::npos)
            found.push_back(row);
    return found;
}

TEST(ClientRegistryFlow, HoldsWhereverInTheClientsNetworkItIs) {
    const auto world = world_with_rule();
    const auto verdicts = prove(question_of(world));
    const auto found = registry_rows(verdicts);
    ASSERT_THAT(found, Not(IsEmpty()));
    for (const auto& row : found) {
        EXPECT_EQ(row.outcome, Outcome::Holds)
            << (row.causes.empty() ? "" : row.causes.front().detail + row.causes.front().missing);
        EXPECT_EQ(row.to, "registry.corp.example.com tcp/5000");
        EXPECT_THAT(row.assumptions,
                    Contains(HasSubstr("192.168.0.53 answers registry.corp.example.com")));
        EXPECT_THAT(row.path, Contains(HasSubstr("forwards corp.example.com to 192.168.0.53")));
    }
    const auto forwarders = rows(verdicts, "dns.forward");
    ASSERT_THAT(forwarders, SizeIs(1));
    EXPECT_EQ(forwarders.front().outcome, Outcome::Holds);
    EXPECT_EQ(forwarders.front().from, "resolver-endpoint/outbound");
    EXPECT_EQ(forwarders.front().to, "192.168.0.53 udp,tcp/53");
}

TEST(ClientRegistryFlow, IsNotAskedAboutWhereThereIsNone) {
    const auto world = world_with_rule();
    const auto verdicts = prove({world, knowledge::built_in(), office()});
    EXPECT_THAT(registry_rows(verdicts), IsEmpty());
    EXPECT_THAT(rows(verdicts, "dns.forward"), IsEmpty());
}

TEST(ClientRegistryFlow, OfAnAddressNeedsNoName) {
    auto world = world_with_rule();
    world.all<topology::ResolverRule>().clear();
    const auto verdicts = prove(question_of(world, {"192.168.7.7", 5000, {}}));
    EXPECT_EQ(registry_rows(verdicts).front().outcome, Outcome::Holds);
    const auto elsewhere = prove(question_of(world, {"172.31.7.7", 5000, {}}));
    EXPECT_EQ(registry_rows(elsewhere).front().outcome, Outcome::Fails);
}

TEST(ClientRegistryFlow, IsWhatImagesCheckSays) {
    const auto world = world_with_rule();
    const auto found =
        reach_registries(question_of(world), {"registry.corp.example.com:5000"}).front();
    EXPECT_EQ(found.outcome, Outcome::Holds);
    EXPECT_THAT(found.reasons, IsEmpty());
}

/// What leaves the subnets to a part of the client's network is lost.
void deny(Topology& world, std::string_view network) {
    topology::NetworkAcl acl;
    acl.key = acl.name = "acl";
    acl.vpc = topology::Reference<topology::Vpc>{world.all<topology::Vpc>().begin()->first};
    std::vector<topology::Reference<topology::Subnet>> subnets;
    for (const auto& [key, subnet] : world.all<topology::Subnet>())
        subnets.push_back({key});
    acl.subnets = subnets;
    using topology::RuleAction;
    using topology::TrafficDirection;
    acl.entries = std::vector<topology::NetworkAclEntry>{
        {TrafficDirection::Egress, 50, RuleAction::Deny, -1, block(network)},
        {TrafficDirection::Egress, 100, RuleAction::Allow, -1, block("0.0.0.0/0")},
        {TrafficDirection::Ingress, 100, RuleAction::Allow, -1, block("0.0.0.0/0")}};
    world.add(acl);
}

TEST(ClientRegistryFlow, IsUnknownWhereNotAllOfTheNetworkIsReached) {
    auto world = world_with_rule();
    deny(world, "192.168.7.0/24");
    const auto found = registry_rows(prove(question_of(world))).front();
    EXPECT_EQ(found.outcome, Outcome::Unknown);
    EXPECT_THAT(found.causes.front().missing, HasSubstr("which address registry.corp"));
    deny(world, "192.168.0.0/16");
    EXPECT_EQ(registry_rows(prove(question_of(world))).front().outcome, Outcome::Fails);
}

topology::SecurityGroup& outbound_group(Topology& world) {
    return at<topology::SecurityGroup>(world, "security-group/dns-outbound");
}

void leave_tcp_only(Topology& world) {
    auto rules = outbound_group(world).egress.value();
    std::erase_if(rules, [](const auto& rule) { return rule.protocol != 6; });
    outbound_group(world).egress = rules;
}

struct Broken {
    std::string_view name;
    std::function<void(Topology&)> break_it;
    std::string_view flow;
    std::string_view cause;
};

void PrintTo(const Broken& broken, std::ostream* out) {
    *out << broken.name;
}

class BrokenRegistry : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenRegistry, FailsByItsFlowAndCause) {
    auto world = world_with_rule();
    GetParam().break_it(world);
    const auto verdicts = prove(question_of(world));
    EXPECT_EQ(outcome_of(verdicts, GetParam().flow), Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, GetParam().flow), Contains(std::string(GetParam().cause)));
    EXPECT_EQ(registry_rows(verdicts).front().outcome, Outcome::Fails);
}

TEST(ClientRegistryFlow, IsMendedWhereItsNameServersMayNotBeAsked) {
    auto world = world_with_rule();
    outbound_group(world).egress = std::vector<topology::SecurityGroupRule>{};
    const auto verdicts = prove(question_of(world));
    const auto forwarder = rows(verdicts, "dns.forward").front();
    ASSERT_THAT(forwarder.repairs, Not(IsEmpty()));
    EXPECT_THAT(forwarder.repairs.front(),
                Contains(HasSubstr("add an egress rule to security-group/dns-outbound: udp/53")));
    EXPECT_EQ(registry_rows(verdicts).front().symptom,
              "dial tcp: lookup registry.corp.example.com: i/o timeout");
}

const std::vector<Broken> cases{
    {"RuleGone", [](Topology& world) { world.all<topology::ResolverRule>().clear(); },
     "node.images", "name-not-found"},
    {"RuleNotAssociated",
     [](Topology& world) {
         at<topology::ResolverRule>(world, "resolver-rule/registry").vpcs =
             std::vector<topology::Reference<topology::Vpc>>{};
     },
     "node.images", "name-not-found"},
    {"EndpointMayNotAsk",
     [](Topology& world) {
         outbound_group(world).egress = std::vector<topology::SecurityGroupRule>{};
     },
     "node.images", "name-forwarded"},
    {"EndpointMayNotAskRow",
     [](Topology& world) {
         outbound_group(world).egress = std::vector<topology::SecurityGroupRule>{};
     },
     "dns.forward", "security-group-egress"},
    {"EndpointAsksByTcpOnly", leave_tcp_only, "dns.forward", "security-group-egress"},
    {"NoRouteToTheClient",
     [](Topology& world) {
         for (auto& [key, table] : world.all<topology::RouteTable>()) {
             table.propagating_gateways = std::vector<topology::Reference<topology::VpnGateway>>{};
             table.routes = std::vector<topology::Route>{};
         }
     },
     "dns.forward", "no-route"},
    {"NoResolver",
     [](Topology& world) { world.all<topology::Vpc>().begin()->second.enable_dns_support = false; },
     "node.images", "vpc-dns-support-off"},
};

INSTANTIATE_TEST_SUITE_P(All, BrokenRegistry, ::testing::ValuesIn(cases),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace inland::prove::testing
