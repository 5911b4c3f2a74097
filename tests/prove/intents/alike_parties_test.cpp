// SPDX-License-Identifier: Apache-2.0
// Intents between many interfaces: most are like others, and need not be looked at one by one.
#include "prove/intents/alike_parties.h"

#include "intents/parse.h"
#include "prove/packets/parties.h"
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::Eq;
using ::testing::Lt;
using ::testing::SizeIs;

/// Interfaces in both subnets, with one of three groups each. Some rules tell their addresses
/// apart, others their groups; a few stop what the others let through.
Topology world_of_interfaces(int count) {
    auto world = private_world();
    for (const char* key : {"one", "two", "three"}) {
        SecurityGroup group;
        group.key = group.name = key;
        group.vpc = Reference<Vpc>{"main"};
        group.egress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
        group.ingress = std::vector{
            SecurityGroupRule{.protocol = 6, .ports = {443, 443}, .block = block("10.0.1.0/25")},
            SecurityGroupRule{.protocol = 6, .ports = {443, 443}, .group = "two"}};
        world.add(std::move(group));
    }
    at<SecurityGroup>(world, "three").ingress.mutable_value().pop_back();
    at<SecurityGroup>(world, "two").egress =
        std::vector{SecurityGroupRule{.block = block("10.0.1.0/28")}};
    constexpr std::array<const char*, 3> groups{"one", "two", "three"};
    for (int number = 0; number < count; ++number) {
        NetworkInterface made;
        made.key = made.name = "eni-" + std::to_string(1000 + number);
        const bool in_a = number % 2 == 0;
        made.subnet = Reference<Subnet>{in_a ? "a" : "b"};
        const auto base = address(in_a ? "10.0.1.4" : "10.0.2.4");
        made.private_addresses =
            std::vector{Ipv4Address{base.bits + static_cast<std::uint32_t>(number)}};
        made.security_groups = std::vector<Reference<SecurityGroup>>{
            {groups.at(static_cast<std::size_t>(number / 2) % groups.size())}};
        world.add(std::move(made));
    }
    return world;
}

intents::Intents between(const std::string& from, const std::string& to, const char* must) {
    Diagnostics diagnostics;
    auto parsed = intents::parse(
        "apiVersion: inland.dev/v1alpha1\nkind: Intents\n"
        "groups: {callers: {securityGroups: [" +
            from + "]}, called: {securityGroups: [" + to +
            "]}}\n"
            "intents: [{name: mine, from: callers, to: called, must: " +
            must + ", ports: [443], protocol: tcp}]\n",
        "intents.yaml", diagnostics);
    for (const auto& diagnostic : diagnostics.items())
        ADD_FAILURE() << diagnostic.text();
    return parsed.value_or(intents::Intents{});
}

/// What a row says, in one text.
std::string text_of(const Verdict& verdict) {
    std::string text = verdict.from + " " + std::string(outcome_name(verdict.outcome));
    for (const Cause& cause : verdict.causes)
        text += "\n  " + cause.kind + " " + cause.resource + " " + cause.detail + cause.missing;
    for (const std::string& hop : verdict.path)
        text += "\n  " + hop;
    if (verdict.witness)
        text += "\n  " + verdict.witness->source.text() + verdict.witness->destination.text();
    for (const std::string& assumption : verdict.assumptions)
        text += "\n  " + assumption;
    return text;
}

std::vector<std::string> texts_of(const Verdicts& verdicts) {
    std::vector<std::string> texts;
    for (const Verdict& verdict : rows(verdicts, "intent.mine"))
        texts.push_back(text_of(verdict));
    return texts;
}

/// Proofs that keep evidence look at everybody.
TEST(AlikeParties, SayWhatEachOfThemWouldSay) {
    const auto world = world_of_interfaces(18);
    for (const char* must : {"reach", "never-reach"})
        for (const char* from : {"one", "two", "three"})
            for (const char* to : {"one", "two", "three"}) {
                const auto intents = between(from, to, must);
                const Question question{world, knowledge::built_in(), office(), {}, &intents};
                const auto fast = texts_of(prove(question));
                EXPECT_THAT(fast, SizeIs(::testing::Gt(2U)));
                EXPECT_THAT(fast, Eq(texts_of(prove_certified(question).verdicts)))
                    << from << " " << must << " " << to;
            }
}

TEST(AlikeParties, AreFewWhereThereAreMany) {
    const auto world = world_of_interfaces(200);
    const Network network({world, knowledge::built_in(), {}});
    std::vector<Party> parties;
    for (const auto& [key, observed] : world.all<NetworkInterface>())
        parties.push_back(*interface_party(network, observed));
    const AlikeParties alike(network, parties);
    EXPECT_THAT(alike.to_follow(parties.front()).size(), Lt(20U));
}

}  // namespace
}  // namespace inland::prove::testing
