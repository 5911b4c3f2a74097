// SPDX-License-Identifier: Apache-2.0
#include "doctor/diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::doctor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

prove::Verdict failing(std::string flow, std::vector<prove::Cause> causes) {
    return {.flow = std::move(flow),
            .outcome = prove::Outcome::Fails,
            .causes = std::move(causes),
            .repairs = {{"put it back"}}};
}

prove::Verdicts verdicts_of(std::vector<prove::Verdict> flows) {
    return {.outcome = prove::Outcome::Fails, .clusters = {{.cluster = "a", .flows = flows}}};
}

Observation seen(std::string_view id, std::string resource, knowledge::SeenIn where) {
    return {knowledge::built_in_symptoms().find(id), where, std::move(resource), "a line"};
}

Diagnosis diagnosis_of(const prove::Verdicts& verdicts, std::vector<Observation> observations) {
    return diagnose(verdicts, {.seen = std::move(observations), .unread = {}},
                    knowledge::built_in());
}

const prove::Cause no_endpoint{"no-endpoint", "vpc-1", "there is no endpoint", {}, {}};

TEST(Diagnosis, IsEmptyWhereNothingIsWrong) {
    const auto found =
        diagnosis_of(verdicts_of({{.flow = "node.dns", .outcome = prove::Outcome::Holds}}), {});
    EXPECT_THAT(found.ailments, IsEmpty());
    EXPECT_THAT(found.undecided, IsEmpty());
}

TEST(Diagnosis, TellsOneCauseOfManyFlowsOnce) {
    const auto found = diagnosis_of(
        verdicts_of({failing("node.ec2", {no_endpoint}), failing("node.ecr-api", {no_endpoint}),
                     failing("node.ec2", {no_endpoint})}),
        {});
    ASSERT_THAT(found.ailments, SizeIs(1));
    EXPECT_THAT(found.ailments[0].flows, ElementsAre("node.ec2", "node.ecr-api"));
    EXPECT_THAT(found.ailments[0].repair, ElementsAre("put it back"));
}

TEST(Diagnosis, JoinsASymptomWithTheCauseThatBringsItAbout) {
    const auto found =
        diagnosis_of(verdicts_of({failing("node.ec2", {no_endpoint})}),
                     {seen("nodeadm-ec2-timeout", "i-1", knowledge::SeenIn::Console)});
    ASSERT_THAT(found.ailments, SizeIs(1));
    EXPECT_EQ(found.ailments[0].ground, Ground::Proven);
    ASSERT_THAT(found.ailments[0].signs, SizeIs(1));
    EXPECT_EQ(found.ailments[0].signs[0].symptom, "nodeadm-ec2-timeout");
}

TEST(Diagnosis, TellsASymptomOfAnotherKindOfCauseByItself) {
    const auto found = diagnosis_of(verdicts_of({failing("node.ec2", {no_endpoint})}),
                                    {seen("ec2-refused", "i-1", knowledge::SeenIn::Console)});
    ASSERT_THAT(found.ailments, SizeIs(2));
    EXPECT_EQ(found.ailments[0].kind, "ec2-refused");
    EXPECT_EQ(found.ailments[0].ground, Ground::Seen);
    EXPECT_THAT(found.ailments[1].signs, IsEmpty());
}

TEST(Diagnosis, TellsWhatManyMachinesShowAloneOnce) {
    const auto found = diagnosis_of({}, {seen("quota-reached", "a", knowledge::SeenIn::Activity),
                                         seen("quota-reached", "b", knowledge::SeenIn::Activity)});
    ASSERT_THAT(found.ailments, SizeIs(1));
    EXPECT_THAT(found.ailments[0].signs, SizeIs(2));
    EXPECT_THAT(found.ailments[0].repair, Not(IsEmpty()));
}

TEST(Diagnosis, KeepsALineThatNoRowIsLike) {
    const auto found =
        diagnosis_of({}, {{nullptr, knowledge::SeenIn::Health, "cluster/a", "Odd: new"}});
    ASSERT_THAT(found.ailments, SizeIs(1));
    EXPECT_EQ(found.ailments[0].kind, "unknown-symptom");
    EXPECT_EQ(found.ailments[0].detail, "Odd: new");
}

TEST(Diagnosis, HasWhatIsSeenFirstThenWhatAMachineMeetsFirst) {
    const prove::Cause policy{"iam-policy", "role", "the role may not", {}, {}};
    const prove::Cause group{"security-group-ingress", "sg-1", "it admits nobody", {}, {}};
    const auto found = diagnosis_of(
        verdicts_of({failing("node.ecr-api", {policy}), failing("node.dns", {no_endpoint}),
                     failing("node.s3-layers", {group})}),
        {seen("layers-timeout", "i-1", knowledge::SeenIn::Console)});
    ASSERT_THAT(found.ailments, SizeIs(3));
    EXPECT_EQ(found.ailments[0].kind, "security-group-ingress");
    EXPECT_EQ(found.ailments[1].kind, "no-endpoint");
    EXPECT_EQ(found.ailments[2].kind, "iam-policy");
}

TEST(Diagnosis, HasANameThatLeadsElsewhereBeforeTheRouteThere) {
    const prove::Cause route{"no-route", "rtb-1", "no route", {}, {}};
    const prove::Cause name{"api-private-access-off", "a", "its name leads outside", {}, {}};
    const auto found = diagnosis_of(verdicts_of({failing("node.api-server", {route, name})}), {});
    ASSERT_THAT(found.ailments, SizeIs(2));
    EXPECT_EQ(found.ailments[0].kind, "api-private-access-off");
}

TEST(Diagnosis, SaysWhatTheProofCouldNotDecideOnce) {
    prove::Verdict unknown{
        .flow = "node.ec2",
        .causes = {{"missing-fact", "", "it is not known", "the endpoint's policy", {}}}};
    const auto found = diagnosis_of(verdicts_of({unknown, unknown}), {});
    ASSERT_THAT(found.undecided, SizeIs(1));
    EXPECT_EQ(found.undecided[0].missing, "the endpoint's policy");
}

}  // namespace
}  // namespace inland::doctor
