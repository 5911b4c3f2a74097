// SPDX-License-Identifier: Apache-2.0
// Certificates of proofs, read by the checker that shares no code with the prover.
#include "checker/certificate_json.h"
#include "checker/check.h"
#include "tests/prove/certificates/mutations.h"
#include "tests/prove/private_world.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

checker::Certificate certificate_of(const topology::Topology& world) {
    return prove_certified({world, knowledge::built_in(), office()}).certificate;
}

checker::Report check(const topology::Topology& world, const checker::Certificate& certificate) {
    return checker::check({world, knowledge::built_in()}, certificate);
}

std::string text_of(const std::vector<checker::Fault>& faults) {
    std::string text;
    for (const auto& fault : faults)
        text += fault.row + ": " + fault.what + "\n";
    return text;
}

checker::Row& row_of(checker::Certificate& certificate, std::string_view flow) {
    return *std::ranges::find(certificate.rows, flow, &checker::Row::flow);
}

TEST(Certificate, OfASoundWorldShowsEveryFlowOfPackets) {
    const auto world = private_world();
    const auto report = check(world, certificate_of(world));
    EXPECT_THAT(report.faults, IsEmpty()) << text_of(report.faults);
    EXPECT_THAT(report.unshown, IsEmpty()) << ::testing::PrintToString(report.unshown);
    EXPECT_GT(report.shown, 20U);
}

TEST(Certificate, SurvivesBeingWrittenAndRead) {
    const auto certificate = certificate_of(private_world());
    const auto read = checker::from_json(checker::to_json({certificate}));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_THAT(*read, SizeIs(1));
    EXPECT_EQ(read->front(), certificate);
}

TEST(Certificate, NamesTheMemberThatDoesNotFit) {
    auto document = checker::to_json({certificate_of(private_world())});
    document.at_pointer("/sources/0/rows/1/flow") = 7;
    const auto read = checker::from_json(document);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("sources.0.rows.1.flow must be a text"));
}

TEST(Certificate, ShowsWhatStopsAFlow) {
    auto world = private_world();
    at<topology::SecurityGroup>(world, "endpoints").ingress =
        std::vector<topology::SecurityGroupRule>{};
    auto certificate = certificate_of(world);
    const auto& row = row_of(certificate, "node.ec2");
    ASSERT_EQ(row.outcome, checker::Outcome::Fails);
    ASSERT_THAT(row.passages.front().ways, SizeIs(1));
    ASSERT_THAT(row.passages.front().ways[0].steps, SizeIs(1));
    EXPECT_EQ(row.passages.front().ways[0].steps[0].component, checker::Component::GroupIngress);
    EXPECT_THAT(check(world, certificate).faults, IsEmpty());
    EXPECT_THAT(check(private_world(), certificate).faults, Not(IsEmpty()));
}

/// A service without an endpoint: its name is public, and nothing leads to the internet.
TEST(Certificate, ShowsThatAPublicNameIsOutOfReach) {
    auto world = private_world();
    world.all<topology::VpcEndpoint>().erase("ecr.api");
    auto certificate = certificate_of(world);
    EXPECT_THAT(check(world, certificate).faults, IsEmpty());
    EXPECT_THAT(check(world, certificate).unshown, IsEmpty());
    EXPECT_THAT(text_of(check(private_world(), certificate).faults), Not(IsEmpty()));
    row_of(certificate, "node.ecr-api").names.clear();
    EXPECT_THAT(text_of(check(world, certificate).faults), HasSubstr("is a public name"));
}

/// Of a list that the source does not tell, only a claim that it stops nothing can be shown.
TEST(Certificate, ReadsThePrefixListsOfRules) {
    auto world = private_world();
    topology::PrefixList list;
    list.key = "network";
    list.blocks = std::vector{block("10.0.0.0/16")};
    world.add(list);
    topology::SecurityGroupRule rule;
    rule.prefix_list = "network";
    at<topology::SecurityGroup>(world, "endpoints").ingress = std::vector{rule};
    const auto certificate = certificate_of(world);
    EXPECT_THAT(check(world, certificate).faults, IsEmpty());
    EXPECT_THAT(check(world, certificate).unshown, IsEmpty());
    at<topology::PrefixList>(world, "network").blocks = std::vector{block("10.0.1.0/24")};
    EXPECT_THAT(check(world, certificate).faults, Not(IsEmpty()));
}

TEST(Certificate, IsStaleWhenACitedRuleIsGone) {
    const auto certificate = certificate_of(private_world());
    auto world = private_world();
    at<topology::SecurityGroup>(world, "endpoints").ingress =
        std::vector<topology::SecurityGroupRule>{};
    const auto report = check(world, certificate);
    ASSERT_THAT(report.faults, Not(IsEmpty()));
    EXPECT_THAT(text_of(report.faults), HasSubstr("the security groups, ingress"));
}

TEST(Certificate, CannotLeaveOutAnEndpointsSubnet) {
    auto certificate = certificate_of(private_world());
    row_of(certificate, "node.ec2").passages.pop_back();
    EXPECT_THAT(text_of(check(private_world(), certificate).faults), HasSubstr("it leaves out"));
}

TEST(Certificate, CannotLeaveOutANodeGroupsSubnet) {
    auto certificate = certificate_of(private_world());
    certificate.rows.erase(std::ranges::find(certificate.rows, "node.ec2", &checker::Row::flow));
    EXPECT_THAT(text_of(check(private_world(), certificate).faults), HasSubstr("it leaves out"));
}

/// Whatever is changed in a certificate, it is refused, or shows no more than it did.
TEST(Certificate, IsRefusedWhenForged) {
    const auto world = private_world();
    const auto certificate = certificate_of(world);
    std::size_t tried = 0;
    for (std::size_t row = 0; row < certificate.rows.size(); ++row)
        for (const auto& [name, forge] : forgeries()) {
            auto forged = certificate;
            if (!forge(forged.rows[row]))
                continue;
            ++tried;
            const auto report = check(world, forged);
            EXPECT_THAT(report.faults.size() + report.unshown.size(), ::testing::Gt(0U))
                << name << " of " << certificate.rows[row].flow;
        }
    EXPECT_GT(tried, 150U);
}

/// Whatever is changed in the world, a certificate that is still accepted is still right.
TEST(Certificate, IsRefusedWhenTheWorldChangesUnderIt) {
    const auto certificate = certificate_of(private_world());
    std::size_t refused = 0, accepted = 0;
    for (const auto& [name, world] : changed_worlds(private_world())) {
        const bool holds = check(world, certificate).faults.empty();
        const auto now = certificate_of(world);
        bool same = true;
        for (const checker::Row& row : certificate.rows)
            for (const checker::Row& other : now.rows)
                same = same &&
                       (row.flow != other.flow || row.from != other.from || row.passages.empty() ||
                        row.outcome == other.outcome || other.outcome == checker::Outcome::Unknown);
        EXPECT_TRUE(same || !holds) << name;
        EXPECT_THAT(check(world, now).faults, IsEmpty()) << name;
        ++(holds ? accepted : refused);
    }
    EXPECT_GT(refused, 20U);
    EXPECT_GT(accepted, 5U);
}

}  // namespace
}  // namespace inland::prove::testing
