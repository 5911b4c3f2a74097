// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/exfiltration.h"

#include "prove/network.h"
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

/// Whether data can leave through the endpoint of this service when its policy is this.
PolicyJudgement exit_of(std::string_view service, std::string document) {
    auto world = private_world();
    auto& endpoint = at<topology::VpcEndpoint>(world, service);
    endpoint.policy_document = std::move(document);
    const Question question{world, knowledge::built_in(), {}};
    const Network network(question);
    return judge_exfiltration(network, endpoint, *knowledge::built_in().endpoint(service));
}

std::string allowing(std::string_view rest) {
    return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", )" +
           std::string(rest) + "}]}";
}

struct Case {
    std::string name;
    std::string service;
    std::string document;
    Outcome outcome;
    std::string detail = {};
};

void PrintTo(const Case& each, std::ostream* out) {
    *out << each.name;
}

class Exfiltration : public ::testing::TestWithParam<Case> {};

TEST_P(Exfiltration, IsJudgedByWhatThePolicyLetsThrough) {
    const PolicyJudgement judgement = exit_of(GetParam().service, GetParam().document);
    EXPECT_EQ(judgement.outcome, GetParam().outcome) << judgement.detail;
    EXPECT_THAT(judgement.detail, ::testing::HasSubstr(GetParam().detail));
}

const std::vector<Case> cases = {
    {"FullAccess", "s3", allowing(R"("Action": "*", "Resource": "*")"), Outcome::Fails,
     "full access"},
    {"OnlyReadingAnyBucketIsAWayOutToo", "s3", allowing(R"("Action": "s3:GetObject",
        "Resource": "*")"),
     Outcome::Fails, "s3:GetObject on arn:aws:s3:::bucket-of-9"},
    {"OneNamedBucket", "s3", allowing(R"("Action": "s3:*", "Resource":
        ["arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*", "arn:aws:s3:::mine"])"),
     Outcome::Holds},
    {"BucketsByPrefixMayBeAnybodys", "s3", allowing(R"("Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::corp-*")"),
     Outcome::Fails, "s3:PutObject on arn:aws:s3:::corp-x"},
    {"ActionsOfAnotherService", "s3", allowing(R"("Action": "ecr:*", "Resource": "*")"),
     Outcome::Holds},
    {"ResourcesOfOneAccount", "s3", allowing(R"("Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceAccount": "123456789012"}})"),
     Outcome::Holds},
    {"ResourcesOfOneOrganization", "s3", allowing(R"("Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceOrgID": "o-mine"}})"),
     Outcome::Holds},
    {"ResourcesOfTheCallersOrganization", "s3", allowing(R"("Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}})"),
     Outcome::Fails, "with keys of another account"},
    {"CallersOfOneAccountMayWriteToOthersBuckets", "s3", allowing(R"("Action": "*",
        "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}})"),
     Outcome::Fails, "with keys of its own account, s3:PutObject"},
    {"CallersOfOneAccountHaveNothingElsewhereInEc2", "ec2", allowing(R"("Action": "*",
        "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}})"),
     Outcome::Holds},
    {"CallersOfAnyAccountInEc2", "ec2", allowing(R"("Action": "ec2:Describe*", "Resource": "*")"),
     Outcome::Fails, "ec2:DescribeInstances"},
    {"DenyThatAccountsWithoutAnOrganizationEscape", "s3",
     R"({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition":
            {"StringNotEquals": {"aws:ResourceOrgID": "o-mine"}, "Null": {"aws:ResourceOrgID": "false"}}}]})",
     Outcome::Fails, "bucket-of-"},
    {"DenyOfAllOtherOrganizations", "s3", R"({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition":
            {"StringNotEquals": {"aws:ResourceOrgID": "o-mine"}}}]})",
     Outcome::Holds},
    {"DenyOfWritingOnly", "s3", R"({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "*"}]})",
     Outcome::Fails, "s3:GetObject"},
    {"DenyOfEverythingButOneAction", "s3", R"({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetBucketLocation", "Resource": "*"},
        {"Effect": "Deny", "Principal": "*", "NotAction": "s3:Put*", "Resource": "*"}]})",
     Outcome::Holds},
    {"ActionThatIsNotAmongTheKnownExits", "s3", allowing(R"("Action": "s3:GetBucketLocation",
        "Resource": "*")"),
     Outcome::Unknown, "s3:GetBucketLocation"},
    {"RepositoriesOfNamedAccounts", "ecr.dkr", allowing(R"("Action": "ecr:*", "Resource":
        ["arn:aws:ecr:eu-central-1:602401143452:repository/*", "arn:aws:ecr:*:123456789012:*"])"),
     Outcome::Holds},
    {"RepositoriesOfAnyAccount", "ecr.dkr", allowing(R"("Action": "ecr:*", "Resource":
        "arn:aws:ecr:eu-central-1:*:repository/*")"),
     Outcome::Fails, "ecr:PutImage"},
    {"RepositoriesOfTheCaller", "ecr.dkr", allowing(R"("Action": "ecr:*", "Resource":
        "arn:aws:ecr:eu-central-1:${aws:PrincipalAccount}:repository/*")"),
     Outcome::Fails, "with keys of another account"},
    {"TagsThatTheStrangerMayGiveHimself", "s3", allowing(R"("Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}})"),
     Outcome::Unknown, "aws:principaltag/team"},
    {"NotReadable", "s3", "{", Outcome::Unknown, "cannot be read"},
};

INSTANTIATE_TEST_SUITE_P(Policies, Exfiltration, ::testing::ValuesIn(cases),
                         [](const auto& each) { return each.param.name; });

TEST(ExfiltrationFinding, IsANoteWhereNobodyKnows) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "s3").policy_document =
        topology::Attribute<std::string>::unknown();
    const auto verdicts = prove_world(world);
    EXPECT_THAT(verdicts.findings,
                ::testing::Contains(::testing::AllOf(
                    ::testing::Field(&Finding::rule, "exfiltration.endpoint-policy"),
                    ::testing::Field(&Finding::severity, Severity::Note))));
}

}  // namespace
}  // namespace inland::prove::testing
