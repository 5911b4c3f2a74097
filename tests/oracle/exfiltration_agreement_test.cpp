// SPDX-License-Identifier: Apache-2.0
#include "prove/network.h"
#include "prove/policies/exfiltration.h"
#include "tests/oracle/choices.h"
#include "tests/oracle/policy_json.h"
#include "tests/oracle/policy_oracle.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

/// Judges whether data can leave by asking IAM about every request of a small vocabulary.
namespace inland::oracle {
namespace {

const std::string own = "111111111111";
const std::string stranger = "999999999999";

const std::array<std::string, 6> action_patterns = {
    "*", "s3:*", "s3:Put*", "s3:Get?bject", "s3:GetObject", "ecr:*"};
const std::array<std::string, 6> resource_patterns = {"*",
                                                      "arn:aws:s3:::*",
                                                      "arn:aws:s3:::named/*",
                                                      "arn:aws:s3:::bucket-of-*",
                                                      "arn:aws:s3:::*/object",
                                                      "arn:aws:s3:::named"};
const std::array<std::string, 6> principals = {
    "*", "*", "*", own, "arn:aws:iam::111111111111:root", "arn:aws:iam::999999999999:user/other"};
const std::array<std::string, 4> keys = {"aws:resourceaccount", "aws:principalaccount",
                                         "aws:resourceorgid", "k:chosen"};
const std::array<std::string, 3> values = {own, "o-mine", "o-*"};
const std::array<std::string, 4> operations = {"StringEquals", "StringNotEquals", "StringLike",
                                               "StringNotLike"};

Rule any_rule() {
    Rule rule;
    rule.allows = !once_in(3);
    rule.other_actions = once_in(8);
    rule.actions = {one_of(action_patterns)};
    rule.other_resources = once_in(8);
    rule.resources = {one_of(resource_patterns)};
    rule.names_others = once_in(8);
    rule.principals = {{"AWS", one_of(principals)}};
    if (once_in(2))
        rule.conditions.push_back(
            {"", one_of(operations), once_in(3), one_of(keys), {one_of(values)}});
    return rule;
}

Rules any_policy() {
    Rules rules(static_cast<std::size_t>(1 + below(3)));
    for (auto& rule : rules)
        rule = any_rule();
    return rules;
}

Rule everything() {
    Rule rule;
    rule.actions = {"*"};
    rule.resources = {"*"};
    rule.principals = {{"", "*"}};
    return rule;
}

/// Who asks, with the keys that AWS gives the request then.
std::vector<PolicyQuestion> askers(const std::string& organization) {
    PolicyQuestion theirs;
    theirs.asker = {"AWS", "arn:aws:iam::999999999999:user/stranger", "", stranger};
    theirs.keys["aws:principalaccount"] = {stranger};
    PolicyQuestion ours;
    ours.asker = {"AWS", "arn:aws:iam::111111111111:user/somebody", "", own};
    ours.keys["aws:principalaccount"] = {own};
    PolicyQuestion nobodys;
    nobodys.asker = {"Nobody", "", "", ""};
    std::vector<PolicyQuestion> all{theirs, ours, nobodys};
    for (auto& question : all) {
        question.keys["aws:resourceaccount"] = {stranger};
        if (!organization.empty())
            question.keys["aws:resourceorgid"] = {organization};
    }
    return all;
}

bool is_let_out(PolicyQuestion question, const Rules& policy) {
    question.identity = {everything()};
    question.resource = {everything()};
    question.endpoint = policy;
    question.target_account = stranger;
    for (const auto* action : {"s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:DeleteObject"})
        for (const auto* target :
             {"arn:aws:s3:::bucket-of-999999999999/object", "arn:aws:s3:::bucket-of-999999999999",
              "arn:aws:s3:::strange/thing", "arn:aws:s3:::strange/object"}) {
            question.action = action;
            question.target = target;
            if (ask_iam(question) == "allowed")
                return true;
        }
    return false;
}

/// The key that an attacker chooses, where it matters: none, and values that are and are not named.
std::vector<std::string> choices_under(const Rules& policy) {
    const bool matters = std::ranges::any_of(policy, [](const Rule& rule) {
        return !rule.conditions.empty() && rule.conditions.front().key == "k:chosen";
    });
    return matters ? std::vector<std::string>{"", "o-mine", "o-other", "z", own}
                   : std::vector<std::string>{""};
}

bool data_can_leave(const Rules& policy) {
    for (const auto* organization : {"", "o-strangers"})
        for (auto question : askers(organization))
            for (const auto& chosen : choices_under(policy)) {
                if (!chosen.empty())
                    question.keys["k:chosen"] = {chosen};
                if (is_let_out(question, policy))
                    return true;
            }
    return false;
}

prove::PolicyJudgement judged(const Rules& policy) {
    topology::Topology world;
    world.region = "eu-central-1";
    world.account = own;
    topology::VpcEndpoint endpoint;
    endpoint.service_name = "com.amazonaws.eu-central-1.s3";
    endpoint.endpoint_type = "Interface";
    endpoint.policy_document = document_of(policy);
    const prove::Question question{world, knowledge::built_in(), {}};
    const prove::Network network(question);
    return judge_exfiltration(network, endpoint, *knowledge::built_in().endpoint("s3"));
}

RC_GTEST_PROP(ExfiltrationAgreement, NeverHoldsWhereIamLetsDataOutNorFailsWhereItDoesNot, ()) {
    const Rules policy = *rc::gen::exec(any_policy);
    const auto ours = judged(policy);
    const bool leaves = data_can_leave(policy);
    RC_CLASSIFY(leaves);
    RC_CLASSIFY(ours.outcome == prove::Outcome::Unknown);
    RC_LOG() << document_of(policy) << "\n  can leave: " << leaves
             << ", prover: " << outcome_name(ours.outcome) << " " << ours.detail << "\n";
    if (leaves)
        RC_ASSERT(ours.outcome != prove::Outcome::Holds);
    else
        RC_ASSERT(ours.outcome != prove::Outcome::Fails);
}

}  // namespace
}  // namespace inland::oracle
