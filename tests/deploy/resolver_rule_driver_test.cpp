// SPDX-License-Identifier: Apache-2.0
// How the rule is made, followed and removed that sends a VPC's questions to a client's servers.
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"
#include "topology/creator_request_id.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::owned;
using topology::ResolverRule;

ResolverRule rule(std::string_view server = "192.168.0.53", std::string id = "") {
    auto made = owned<ResolverRule>("resolver-rule/registry", std::move(id));
    made.domain_name = "corp.example.com";
    made.rule_type = "FORWARD";
    made.targets = std::vector{topology::DnsTarget{Ipv4Address::parse(server).value()}};
    made.endpoint = topology::Reference<topology::ResolverEndpoint>{"resolver-endpoint/outbound"};
    made.vpcs = std::vector<topology::Reference<topology::Vpc>>{{"vpc/main"}};
    return made;
}

struct RuleRun : DriverRun {
    RuleRun() {
        context.bind("resolver-endpoint", "resolver-endpoint/outbound", "rslvr-out-1");
        context.bind("vpc", "vpc/main", "vpc-1");
        context.bind("resolver-rule", "resolver-rule/registry", "rslvr-rr-1");
        told("COMPLETE");
    }
    void told(std::string_view status) {
        aws.on("GetResolverRule",
               fmt::format(R"({{"ResolverRule": {{"Id": "rslvr-rr-1", "Arn": "arn:rule",
                              "Status": "{}", "StatusMessage": "because"}}}})",
                           status));
    }
    void followed_by(std::string_view vpc, std::string_view status) {
        aws.on("ListResolverRuleAssociations",
               fmt::format(R"({{"ResolverRuleAssociations": [{{"Id": "rslvr-rrassoc-1",
                   "ResolverRuleId": "rslvr-rr-1", "VPCId": "{}", "Status": "{}"}}]}})",
                           vpc, status));
    }
};

TEST(ResolverRuleDriver, MakesItOnceUnderAnIdThatSaysWhoseItIs) {
    RuleRun run;
    run.aws.on("CreateResolverRule", R"({"ResolverRule": {"Id": "rslvr-rr-7"}})");
    EXPECT_EQ(operations<ResolverRule>().create(run.context, rule()), "rslvr-rr-7");
    const auto input = run.aws.inputs_of("CreateResolverRule").at(0);
    EXPECT_EQ(find_string(input, "DomainName"), "corp.example.com");
    EXPECT_EQ(find_string(input, "TargetIps.0.Ip"), "192.168.0.53");
    EXPECT_EQ(find_string(input, "ResolverEndpointId"), "rslvr-out-1");
    const auto creator = string_or_empty(input, "CreatorRequestId");
    EXPECT_EQ(find_string(run.aws.inputs_of("ListResolverRules").at(0), "Filters.0.Values.0"),
              creator);
    EXPECT_LE(creator.size(), 255U);
    EXPECT_EQ(topology::tags_of_creator(creator),
              (topology::Tags{{"inland.dev/cluster", "atlas"},
                              {"inland.dev/id", "resolver-rule/registry"}}));

    run.aws.on("ListResolverRules", R"({"ResolverRules": [{"Id": "rslvr-rr-3"}]})");
    EXPECT_EQ(operations<ResolverRule>().create(run.context, rule()), "rslvr-rr-3");
    EXPECT_EQ(run.aws.inputs_of("CreateResolverRule").size(), 1U);
}

TEST(ResolverRuleDriver, AssociatesTheVpcUnlessAKilledRunDid) {
    RuleRun run;
    const auto wanted = rule();
    ASSERT_TRUE(operations<ResolverRule>().attach(run.context, wanted, nullptr));
    EXPECT_EQ(find_string(run.aws.inputs_of("AssociateResolverRule").at(0), "VPCId"), "vpc-1");

    run.followed_by("vpc-1", "CREATING");
    ASSERT_TRUE(operations<ResolverRule>().attach(run.context, wanted, nullptr));
    EXPECT_EQ(run.aws.inputs_of("AssociateResolverRule").size(), 1U);
    EXPECT_THAT(run.aws.inputs_of("UpdateResolverRule"), IsEmpty());
}

TEST(ResolverRuleDriver, LeadsToOtherServersInPlace) {
    RuleRun run;
    run.followed_by("vpc-1", "COMPLETE");
    const auto observed = rule("192.168.0.53", "rslvr-rr-1");
    ASSERT_TRUE(operations<ResolverRule>().attach(run.context, rule("192.168.9.53"), &observed));
    const auto input = run.aws.inputs_of("UpdateResolverRule").at(0);
    EXPECT_EQ(find_string(input, "Config.TargetIps.0.Ip"), "192.168.9.53");
    EXPECT_THAT(run.aws.inputs_of("AssociateResolverRule"), IsEmpty());
}

TEST(ResolverRuleDriver, PutsTagsBack) {
    RuleRun run;
    run.followed_by("vpc-1", "COMPLETE");
    auto observed = rule("192.168.0.53", "rslvr-rr-1");
    observed.tags.erase("inland.dev/id");
    ASSERT_TRUE(operations<ResolverRule>().attach(run.context, rule(), &observed));
    EXPECT_EQ(find_string(run.aws.inputs_of("TagResource").at(0), "ResourceArn"), "arn:rule");
}

Readiness look(RuleRun& run) {
    const auto wanted = rule();
    const std::vector<const ResolverRule*> asked{&wanted};
    return operations<ResolverRule>().ready(run.context, asked).value().at(0);
}

TEST(ResolverRuleDriver, IsReadyWhenTheVpcFollowsIt) {
    RuleRun run;
    run.followed_by("vpc-1", "CREATING");
    EXPECT_EQ(std::get<NotYet>(look(run)).state, "CREATING");
    run.followed_by("vpc-1", "COMPLETE");
    EXPECT_TRUE(std::holds_alternative<Ready>(look(run)));
    run.told("UPDATING");
    EXPECT_EQ(std::get<NotYet>(look(run)).state, "UPDATING");
    run.told("FAILED");
    EXPECT_EQ(std::get<Error>(look(run)).message, "rslvr-rr-1: because");
}

TEST(ResolverRuleDriver, IsRemovedWhenNobodyFollowsItAnyMore) {
    RuleRun run;
    run.followed_by("vpc-1", "COMPLETE");
    run.aws.on("DisassociateResolverRule", [&run](const json::object&) {
        run.aws.on("ListResolverRuleAssociations", R"({"ResolverRuleAssociations": []})");
        return Result<json::object>(json::object());
    });
    const auto there = rule("192.168.0.53", "rslvr-rr-1");
    ASSERT_TRUE(operations<ResolverRule>().detach(run.context, there));
    EXPECT_EQ(find_string(run.aws.inputs_of("DisassociateResolverRule").at(0), "VPCId"), "vpc-1");
    ASSERT_TRUE(operations<ResolverRule>().remove(run.context, there));
    EXPECT_EQ(run.aws.inputs_of("DeleteResolverRule").size(), 1U);

    const std::vector<const ResolverRule*> asked{&there};
    EXPECT_TRUE(std::holds_alternative<NotYet>(
        operations<ResolverRule>().gone(run.context, asked).value().at(0)));
    run.aws.refuse(
        "GetResolverRule",
        {.kind = ErrorKind::NotFound, .message = "gone", .code = "ResourceNotFoundException"});
    EXPECT_TRUE(std::holds_alternative<Ready>(
        operations<ResolverRule>().gone(run.context, asked).value().at(0)));
}

TEST(CreatorRequestId, OfOthersSaysNothing) {
    for (const auto* id : {"terraform-20261101", "", "inland/", "inland/atlas", "inland/atlas/"})
        EXPECT_FALSE(topology::tags_of_creator(id)) << id;
}

}  // namespace
}  // namespace inland::deploy
