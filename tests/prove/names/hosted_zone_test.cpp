// SPDX-License-Identifier: Apache-2.0
// What private hosted zones and Resolver rules do to names. The expectations are AWS's documented
// ones: Route 53 Developer Guide, "Considerations when working with a private hosted zone" (no
// fall-through to public DNS, the most specific zone, a rule before a zone of its domain), and
// "How Resolver determines if it should forward"; RFC 4592 for wildcards.
#include "prove/names/resolver.h"
#include "tests/prove/private_world.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using topology::RecordSet;
using topology::Reference;

const Place node = Place::machine("node", "a", address("10.0.1.9"), {"eks-cluster-sg/atlas"});
const std::string ec2_name = "ec2.eu-central-1.amazonaws.com";

RecordSet a_record(std::string name, std::vector<std::string> values) {
    return {.name = std::move(name),
            .type = "A",
            .values = std::move(values),
            .alias = {},
            .set_identifier = {}};
}

RecordSet alias(std::string name, std::string target) {
    return {.name = std::move(name),
            .type = "A",
            .values = {},
            .alias = std::move(target),
            .set_identifier = {}};
}

topology::HostedZone zone(std::string name, std::vector<RecordSet> records) {
    topology::HostedZone made;
    made.key = "zone/" + name;
    made.zone_name = std::move(name);
    made.is_private = true;
    made.vpcs = std::vector<Reference<topology::Vpc>>{{"main"}};
    made.records = std::move(records);
    return made;
}

topology::ResolverRule rule(std::string domain, std::string type, std::string target = {}) {
    topology::ResolverRule made;
    made.key = "rule/" + domain;
    made.domain_name = std::move(domain);
    made.rule_type = std::move(type);
    made.vpcs = std::vector<Reference<topology::Vpc>>{{"main"}};
    if (!target.empty()) {
        made.targets = std::vector<topology::DnsTarget>{{address(target)}};
        made.endpoint = Reference<topology::ResolverEndpoint>{"out"};
    }
    return made;
}

/// A group that lets everything in and out.
void add_open_group(topology::Topology& world) {
    topology::SecurityGroup group;
    group.key = "dns";
    group.vpc = Reference<topology::Vpc>{"main"};
    topology::SecurityGroupRule all;
    all.block = Ipv4Prefix();
    group.ingress = std::vector{all};
    group.egress = std::vector{all};
    world.add(std::move(group));
}

topology::ResolverEndpoint endpoint(std::string key, std::string direction) {
    topology::ResolverEndpoint made;
    made.key = std::move(key);
    made.direction = std::move(direction);
    made.vpc = Reference<topology::Vpc>{"main"};
    made.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
    made.security_groups = std::vector<Reference<topology::SecurityGroup>>{{"dns"}};
    return made;
}

topology::Topology world_without_ec2() {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ec2");
    add_open_group(world);
    world.add(endpoint("out", "OUTBOUND"));
    return world;
}

Answer ask(const topology::Topology& world, std::string_view name, const Place& from = node) {
    return resolve(Question{world, knowledge::built_in(), office()}, from, name);
}

std::vector<std::string> kinds(const Answer& answer) {
    std::vector<std::string> found;
    for (const Cause& cause : answer.causes)
        found.push_back(cause.kind);
    return found;
}

struct Known {
    std::string_view asked;
    AnswerKind kind;
    std::string_view address;  ///< "" for none
};

TEST(HostedZone, AnswersFromItsRecords) {
    auto world = world_without_ec2();
    world.add(zone("corp.example.com",
                   {a_record("corp.example.com", {"10.0.1.1"}),
                    a_record("*.corp.example.com", {"10.0.1.2"}),
                    a_record("www.corp.example.com", {"10.0.1.3"}),
                    a_record("a.deep.corp.example.com", {"10.0.1.4"}),
                    {"mail.corp.example.com", "MX", {"10 x.example."}, {}, {}},
                    alias("alias.corp.example.com", "www.corp.example.com"),
                    {"cname.corp.example.com", "CNAME", {"alias.corp.example.com."}, {}, {}}}));
    const std::vector<Known> table{
        {"corp.example.com", AnswerKind::Addresses, "10.0.1.1"},
        {"www.corp.example.com", AnswerKind::Addresses, "10.0.1.3"},
        {"other.corp.example.com", AnswerKind::Addresses, "10.0.1.2"},
        {"x.other.corp.example.com", AnswerKind::Addresses, "10.0.1.2"},
        {"alias.corp.example.com", AnswerKind::Addresses, "10.0.1.3"},
        {"cname.corp.example.com", AnswerKind::Addresses, "10.0.1.3"},
        // A name that exists with other types, and one below a name that exists: no wildcard.
        {"mail.corp.example.com", AnswerKind::NotFound, ""},
        {"b.deep.corp.example.com", AnswerKind::NotFound, ""},
        {"x.www.corp.example.com", AnswerKind::NotFound, ""},
        {"example.com", AnswerKind::Public, ""},
    };
    for (const auto& [asked, kind, found] : table) {
        const Answer answer = ask(world, asked);
        EXPECT_EQ(answer.kind, kind) << asked;
        const auto wanted =
            found.empty() ? std::vector<Ipv4Address>() : std::vector{address(found)};
        EXPECT_EQ(answer.addresses, wanted) << asked;
    }
}

TEST(HostedZone, ShadowsThePublicName) {
    auto world = world_without_ec2();
    world.add(zone(ec2_name, {}));
    const Answer answer = ask(world, ec2_name);
    EXPECT_EQ(answer.kind, AnswerKind::NotFound);
    EXPECT_THAT(kinds(answer), ElementsAre("name-shadowed"));
    world.add(zone("corp.example.com", {}));
    EXPECT_THAT(kinds(ask(world, "www.corp.example.com")), ElementsAre("name-not-found"));
}

TEST(HostedZone, FailsTheFlowWithTheWordsOfAResolver) {
    auto world = world_without_ec2();
    world.add(zone(ec2_name, {}));
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "node.ec2"), Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, "node.ec2"), Contains("name-shadowed"));
    EXPECT_EQ(rows(verdicts, "node.ec2").front().symptom,
              "dial tcp: lookup " + ec2_name + ": no such host");
}

TEST(HostedZone, MostSpecificOneAnswers) {
    auto world = private_world();
    world.add(zone("amazonaws.com", {a_record("*.amazonaws.com", {"10.0.1.1"})}));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Endpoint);
    EXPECT_EQ(ask(world, "sts.eu-central-1.amazonaws.com").kind, AnswerKind::Addresses);
    world.add(zone("eu-central-1.amazonaws.com", {}));
    EXPECT_EQ(ask(world, "sts.eu-central-1.amazonaws.com").kind, AnswerKind::NotFound);
}

TEST(HostedZone, OfAnEndpointsNameIsNotMendedByTheEndpoint) {
    auto world = world_without_ec2();
    world.add(zone(ec2_name, {}));
    const auto proven = rows(prove_world(world), "node.ec2");
    ASSERT_FALSE(proven.empty());
    for (const Repair& repair : proven.front().repairs)
        for (const std::string& step : repair)
            EXPECT_THAT(step, Not(HasSubstr("com.amazonaws.eu-central-1.ec2")));
}

TEST(HostedZone, IsNotAskedByOtherVpcs) {
    auto world = world_without_ec2();
    auto other = zone(ec2_name, {});
    other.vpcs = std::vector<Reference<topology::Vpc>>{{"hub"}};
    world.add(other);
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Public);
}

TEST(HostedZone, NeedsHostnames) {
    auto world = world_without_ec2();
    world.add(zone(ec2_name, {a_record(ec2_name, {"10.0.1.1"})}));
    at<topology::Vpc>(world, "main").enable_dns_hostnames = false;
    EXPECT_THAT(kinds(ask(world, ec2_name)), ElementsAre("vpc-dns-hostnames-off"));
}

TEST(HostedZone, OfAnotherAccountIsNotGuessed) {
    auto world = world_without_ec2();
    auto foreign = zone(ec2_name, {});
    foreign.records = topology::Attribute<std::vector<RecordSet>>::unknown();
    world.add(foreign);
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Unknown);
}

TEST(HostedZone, ThatNobodyMayListIsNotEmpty) {
    auto world = private_world();
    world.missing = {"hosted-zone"};
    EXPECT_EQ(ask(world, ec2_name).kind,
              AnswerKind::Endpoint);  // AWS lets no other be of that name
    EXPECT_EQ(ask(world, "sts.eu-central-1.amazonaws.com").kind, AnswerKind::Unknown);
    world.missing = {"resolver-rule"};
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Unknown);
}

/// Hub and spoke: the endpoint's private DNS is off, and the user's own zone leads to it.
TEST(HostedZone, LeadsToAnEndpointByAlias) {
    auto world = private_world();
    auto& ec2 = at<topology::VpcEndpoint>(world, "ec2");
    ec2.private_dns_enabled = false;
    ec2.id = "vpce-0abc";
    world.add(zone(ec2_name, {alias(ec2_name,
                                    "vpce-0abc-12345678.ec2.eu-central-1.vpce."
                                    "amazonaws.com")}));
    const Answer answer = ask(world, ec2_name);
    EXPECT_EQ(answer.kind, AnswerKind::Endpoint);
    EXPECT_THAT(answer.resources, ElementsAre("ec2"));
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Holds);
}

/// One that stands in a network, or an account, that the source does not show.
TEST(HostedZone, LeadsToNobodyKnowsWhereByTheNameOfAnotherEndpoint) {
    auto world = world_without_ec2();
    world.add(zone(ec2_name, {alias(ec2_name,
                                    "vpce-0hub-12345678.ec2.eu-central-1.vpce."
                                    "amazonaws.com")}));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Unknown);
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Unknown);
}

topology::NetworkInterface interface_of(std::string endpoint, std::string_view at) {
    topology::NetworkInterface made;
    made.key = "eni-" + endpoint;
    made.description = "VPC Endpoint Interface " + endpoint;
    made.subnet = Reference<topology::Subnet>{"a"};
    made.private_addresses = std::vector{address(at)};
    made.security_groups = std::vector<Reference<topology::SecurityGroup>>{{"endpoints"}};
    return made;
}

TEST(HostedZone, LeadsToAnEndpointByAddressAndWildcard) {
    auto world = private_world();
    auto& dkr = at<topology::VpcEndpoint>(world, "ecr.dkr");
    dkr.private_dns_enabled = false;
    dkr.id = "vpce-0dkr";
    world.add(interface_of("vpce-0dkr", "10.0.1.77"));
    const std::string domain = "dkr.ecr.eu-central-1.amazonaws.com";
    world.add(zone(domain, {a_record("*." + domain, {"10.0.1.77"})}));
    const Answer answer = ask(world, "602401143452." + domain);
    EXPECT_EQ(answer.kind, AnswerKind::Addresses);
    EXPECT_EQ(outcome_of(prove_world(world), "node.ecr-dkr"), Outcome::Holds);
    at<topology::SecurityGroup>(world, "endpoints").ingress =
        std::vector<topology::SecurityGroupRule>{};
    EXPECT_THAT(cause_kinds(prove_world(world), "node.ecr-dkr"),
                ElementsAre("security-group-ingress"));
}

TEST(HostedZone, LeadingToAnAddressThatNobodyHasFails) {
    auto world = world_without_ec2();
    world.add(zone(ec2_name, {a_record(ec2_name, {"10.9.9.9"})}));
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Fails);
}

TEST(HostedZone, InACircleIsNotFollowedForEver) {
    auto world = world_without_ec2();
    world.add(zone("corp.example.com", {alias("a.corp.example.com", "b.corp.example.com"),
                                        alias("b.corp.example.com", "a.corp.example.com")}));
    EXPECT_EQ(ask(world, "a.corp.example.com").kind, AnswerKind::Unknown);
}

TEST(ResolverRule, ForwardsToServersThatAreReached) {
    auto world = world_without_ec2();
    world.add(rule("amazonaws.com", "FORWARD", "192.168.0.53"));
    const Answer answer = ask(world, ec2_name);
    EXPECT_EQ(answer.kind, AnswerKind::Unknown);  // what they answer, no Topology says
    EXPECT_THAT(answer.steps, Contains(HasSubstr("forwards amazonaws.com to 192.168.0.53")));
    EXPECT_EQ(ask(world, "example.com").kind, AnswerKind::Public);
}

TEST(ResolverRule, ThatForwardsToNobodyStopsTheName) {
    auto world = world_without_ec2();
    world.add(rule("amazonaws.com", "FORWARD", "172.31.0.53"));
    const Answer answer = ask(world, ec2_name);
    EXPECT_EQ(answer.kind, AnswerKind::NoResolver);
    EXPECT_THAT(kinds(answer), Contains("name-forwarded"));
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Fails);
}

TEST(ResolverRule, NeedsTheEndpointsGroupToLetBothProtocolsOut) {
    auto world = world_without_ec2();
    world.add(rule("amazonaws.com", "FORWARD", "192.168.0.53"));
    topology::SecurityGroupRule udp{.protocol = 17, .ports = {53, 53}, .block = Ipv4Prefix()};
    at<topology::SecurityGroup>(world, "dns").egress = std::vector{udp};
    EXPECT_THAT(kinds(ask(world, ec2_name)), Contains("security-group-egress"));
}

TEST(ResolverRule, LosesToAMoreSpecificZoneAndWinsOverOneOfItsDomain) {
    auto world = private_world();
    add_open_group(world);
    world.add(endpoint("out", "OUTBOUND"));
    world.add(rule("amazonaws.com", "FORWARD", "172.31.0.53"));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Endpoint);
    world.add(rule(ec2_name, "FORWARD", "172.31.0.53"));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::NoResolver);
}

TEST(ResolverRule, OfTypeSystemExemptsADomain) {
    auto world = world_without_ec2();
    world.add(rule("", "FORWARD", "172.31.0.53"));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::NoResolver);
    world.add(rule("amazonaws.com", "SYSTEM"));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Public);
}

TEST(ResolverRule, WithoutItsEndpointIsNotGuessed) {
    auto world = world_without_ec2();
    world.all<topology::ResolverEndpoint>().erase("out");
    world.add(rule("amazonaws.com", "FORWARD", "192.168.0.53"));
    EXPECT_EQ(ask(world, ec2_name).kind, AnswerKind::Unknown);
}

TEST(InboundEndpoint, AnswersClientsThatReachIt) {
    auto world = private_world();
    const std::string api = "ABC.gr7.eu-central-1.eks.amazonaws.com";
    at<topology::Cluster>(world, "atlas").endpoint = "https://" + api;
    at<topology::Cluster>(world, "atlas").endpoint_public_access = true;
    const Place client = Place::client(address("192.168.0.9"));
    EXPECT_EQ(ask(world, api, client).kind, AnswerKind::Public);
    add_open_group(world);
    auto inbound = endpoint("in", "INBOUND");
    inbound.addresses = std::vector{address("10.0.1.53")};
    world.add(inbound);
    auto observed = interface_of("in", "10.0.1.53");
    observed.description = "Route 53 Resolver: rslvr-in-1:rni-1";
    observed.security_groups = std::vector<Reference<topology::SecurityGroup>>{{"dns"}};
    world.add(observed);
    const Answer answer = ask(world, api, client);
    EXPECT_EQ(answer.kind, AnswerKind::Cluster);
    EXPECT_THAT(answer.assumptions, SizeIs(1));
    at<topology::SecurityGroup>(world, "dns").ingress = std::vector<topology::SecurityGroupRule>{};
    EXPECT_EQ(ask(world, api, client).kind, AnswerKind::Public);
}

TEST(InboundEndpoint, AnswersTheRulesOfOtherNetworks) {
    auto world = world_without_ec2();
    world.add(rule("corp.example.com", "FORWARD", "10.0.1.53"));
    auto inbound = endpoint("in", "INBOUND");
    inbound.addresses = std::vector{address("10.0.1.53")};
    inbound.vpc = Reference<topology::Vpc>{"main"};
    world.add(inbound);
    auto observed = interface_of("in", "10.0.1.53");
    observed.description = "Route 53 Resolver: rslvr-in-1:rni-1";
    observed.security_groups = std::vector<Reference<topology::SecurityGroup>>{{"dns"}};
    world.add(observed);
    // A VPC that forwards to itself asks in a circle; AWS refuses the association (RSLVR-00804).
    EXPECT_EQ(ask(world, "www.corp.example.com").kind, AnswerKind::Unknown);
}

}  // namespace
}  // namespace inland::prove::testing
