// SPDX-License-Identifier: Apache-2.0
// Many rows that fail: what mends one is tried on those alike, and there is an end to trying.
#include "intents/parse.h"
#include "prove/intents/intent_flows.h"
#include "prove/repairs/alike_rows.h"
#include "tests/prove/private_world.h"

#include <fmt/format.h>
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
using topology::SecurityGroup;
using topology::SecurityGroupRule;

const SecurityGroupRule to_everybody{.protocol = every_protocol, .block = block("0.0.0.0/0")};

void add_group(topology::Topology& world, const std::string& key,
               std::vector<SecurityGroupRule> egress) {
    SecurityGroup group;
    group.key = group.name = key;
    group.vpc = Reference<topology::Vpc>{"main"};
    group.ingress = std::vector<SecurityGroupRule>{};
    group.egress = std::move(egress);
    world.add(std::move(group));
}

void add_interface(topology::Topology& world, std::string_view subnet, int number,
                   std::vector<Reference<SecurityGroup>> groups) {
    topology::NetworkInterface made;
    made.key = made.name = fmt::format("eni-{}-{}", subnet, number);
    made.subnet = Reference<topology::Subnet>{std::string(subnet)};
    made.private_addresses =
        std::vector{Ipv4Address{address(subnet == "a" ? "10.0.1.4" : "10.0.2.4").bits +
                                static_cast<std::uint32_t>(number)}};
    made.security_groups = std::move(groups);
    world.add(std::move(made));
}

topology::Topology network_only() {
    auto world = private_world();
    world.all<topology::Cluster>().clear();
    world.all<topology::NodeGroup>().clear();
    world.all<topology::Addon>().clear();
    add_group(world, "web", {to_everybody});
    add_group(world, "db", {});
    add_interface(world, "b", 0, {{"db"}});
    return world;
}

intents::Intents wanted() {
    Diagnostics diagnostics;
    return intents::parse(
               "apiVersion: inland.dev/v1alpha1\nkind: Intents\nintents:\n"
               "  - {name: wanted, from: senders, to: receivers, must: reach, ports: [5432]}\n"
               "groups: {senders: {securityGroups: [web]}, receivers: {securityGroups: [db]}}\n",
               "intents.yaml", diagnostics)
        .value_or(intents::Intents{});
}

std::vector<Verdict> rows_of(const topology::Topology& world) {
    const auto intents = wanted();
    return rows(prove({world, knowledge::built_in(), {}, {}, &intents}), "intent.wanted");
}

TEST(ManyFailingRows, ThatFailAlikeAreMendedTogether) {
    auto world = network_only();
    for (int number = 0; number < 200; ++number)
        add_interface(world, "a", number, {{"web"}});
    const auto intents = wanted();
    const Network network({world, knowledge::built_in(), {}, {}, &intents});
    auto proofs = prove_intents(inhabitants_of(network));
    ASSERT_EQ(proofs.size(), 200U);
    EXPECT_EQ(alike_failures(proofs).size(), 1U);
    for (const Verdict& row : rows_of(world))
        EXPECT_THAT(row.repairs, ElementsAre(ElementsAre("add an ingress rule to db: tcp/5432 from "
                                                         "10.0.1.0/24")))
            << row.from;
}

/// Each receiver's own group lets nobody in: no two rows fail by the same.
TEST(ManyFailingRows, ForWhichTooMuchWouldBeTriedSayThatRepairsWereNotLookedFor) {
    auto world = network_only();
    intents::Intents intents;
    constexpr int many = 500;
    for (int number = 0; number < many; ++number) {
        const auto key = fmt::format("own-{}", number);
        add_group(world, key, {});
        topology::NetworkInterface made;
        made.key = made.name = fmt::format("receiver-{}", number);
        made.subnet = Reference<topology::Subnet>{"b"};
        made.private_addresses = std::vector{address("10.0.2.240")};
        made.security_groups = std::vector<Reference<SecurityGroup>>{{key}};
        world.add(std::move(made));
        auto one = wanted().front();
        one.name = fmt::format("wanted-{}", number);
        one.to.selectors.front().name = key;
        intents.push_back(std::move(one));
    }
    add_interface(world, "a", 0, {{"web"}});
    const auto verdicts = prove({world, knowledge::built_in(), {}, {}, &intents});
    const auto first = rows(verdicts, "intent.wanted-0").front();
    EXPECT_EQ(first.repairs.size(), 1U);
    EXPECT_THAT(first.repairs_note, IsEmpty());
    const auto last = rows(verdicts, fmt::format("intent.wanted-{}", many - 1)).front();
    EXPECT_THAT(last.repairs, IsEmpty());
    EXPECT_THAT(last.repairs_note, HasSubstr("repairs were not looked for"));
    EXPECT_THAT(last.assumptions, Not(Contains(HasSubstr("not looked for"))));
}

}  // namespace
}  // namespace inland::prove::testing
