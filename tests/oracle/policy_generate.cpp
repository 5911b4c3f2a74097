// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/policy_generate.h"

#include "tests/oracle/choices.h"

namespace inland::oracle {

namespace {

constexpr auto own_account = "111111111111";
constexpr auto other_account = "222222222222";

const std::array<std::string, 7> action_patterns = {
    "*", "s3:*", "S3:get*", "ec2:R?n", "s3:GetObject", "ecr:*", "ecr:BatchGetImage"};
const std::array<std::string, 4> actions = {"s3:GetObject", "s3:PutObject", "ec2:Run",
                                            "ecr:BatchGetImage"};
const std::array<std::string, 8> resource_patterns = {"*",
                                                      "arn:aws:s3:::b/*",
                                                      "arn:aws:s3:::b/?",
                                                      "arn:aws:s3:::*",
                                                      "arn:aws:s3:::b/${k:v}",
                                                      "arn:aws:s3:::b/k",
                                                      "arn:aws:ecr:r:*:repository/k*",
                                                      "arn:aws:ecr:r:222222222222:*"};
/// Objects of buckets, and repositories: what has a policy of its own that grants.
const std::array<std::string, 5> resources = {
    "arn:aws:s3:::b/k", "arn:aws:s3:::b/l", "arn:aws:s3:::c/kk",
    "arn:aws:ecr:r:111111111111:repository/k", "arn:aws:ecr:r:222222222222:repository/kk"};
const std::array<NamedPrincipal, 8> names = {
    {{"", "*"},
     {"AWS", "*"},
     {"AWS", own_account},
     {"AWS", "arn:aws:iam::111111111111:root"},
     {"AWS", "arn:aws:iam::111111111111:role/app"},
     {"AWS", "arn:aws:sts::111111111111:assumed-role/app/s"},
     {"AWS", "arn:aws:iam::111111111111:user/bob"},
     {"Service", "ec2.amazonaws.com"}}};
const std::array<Asker, 4> askers = {
    {{"AWS", "arn:aws:sts::111111111111:assumed-role/app/s", "arn:aws:iam::111111111111:role/app",
      own_account},
     {"AWS", "arn:aws:sts::111111111111:assumed-role/app/s", "arn:aws:iam::111111111111:role/app",
      own_account},
     {"AWS", "arn:aws:iam::111111111111:user/bob", "", own_account},
     {"Service", "ec2.amazonaws.com", "", ""}}};

/// The keys that an operator is used with, and values for them.
struct Usage {
    std::vector<std::string> operations;
    std::vector<std::string> keys;
    std::vector<std::string> written, actual;
};
const std::array<Usage, 6> usages = {
    {{{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"},
      {"k:a", "k:v"},
      {"x", "X", "x*", "k", "${k:v}"},
      {"x", "X", "k", "l", "xyz"}},
     {{"NumericLessThan", "NumericEquals", "NumericNotEquals"},
      {"k:n"},
      {"5", "7"},
      {"5", "6", "7"}},
     {{"Bool"}, {"k:b"}, {"true", "false"}, {"true", "FALSE"}},
     {{"IpAddress", "NotIpAddress"},
      {"k:i"},
      {"10.0.0.0/8", "192.0.2.1"},
      {"10.1.2.3", "192.0.2.1"}},
     {{"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"},
      {"k:r"},
      {"arn:aws:iam::111111111111:role/app", "arn:aws:iam::*:role/*",
       "arn:*:iam::111111111111:role/app", "arn:aws:iam::111111111111:*"},
      {"arn:aws:iam::111111111111:role/app", "arn:aws:iam::222222222222:role/web"}},
     {{"Null"}, {"k:a", "k:n", "k:b"}, {"true", "false"}, {}}}};

const std::string& any_of(const std::vector<std::string>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
}

std::vector<std::string> some_of(const std::vector<std::string>& choices) {
    std::vector<std::string> chosen(static_cast<std::size_t>(1 + below(2)));
    for (auto& choice : chosen)
        choice = any_of(choices);
    return chosen;
}

PolicyCondition any_condition() {
    const Usage usage = one_of(usages);
    PolicyCondition condition;
    condition.operation = any_of(usage.operations);
    condition.key = any_of(usage.keys);
    condition.values = some_of(usage.written);
    if (condition.operation == "Null")
        return condition;
    condition.quantifier =
        one_of(std::array<std::string, 4>{"", "", "ForAllValues:", "ForAnyValue:"});
    condition.if_exists = once_in(4);
    return condition;
}

Rule any_rule(bool names_principals) {
    Rule rule;
    rule.allows = !once_in(8);
    rule.other_actions = once_in(12);
    rule.actions = {one_of(action_patterns)};
    rule.other_resources = once_in(12);
    rule.resources = {one_of(resource_patterns)};
    if (once_in(2))
        rule.conditions.push_back(any_condition());
    if (!names_principals)
        return rule;
    rule.names_others = once_in(5);
    for (int count = 1 + below(3); count > 0; --count)
        rule.principals.push_back(one_of(names));
    return rule;
}

Rules any_rules(bool names_principals) {
    Rules rules(static_cast<std::size_t>(one_of(std::array{0, 1, 1, 2, 3})));
    for (auto& rule : rules)
        rule = any_rule(names_principals);
    return rules;
}

std::optional<Rules> perhaps(bool names_principals) {
    return once_in(3) ? std::optional(any_rules(names_principals)) : std::nullopt;
}

void give_keys(PolicyQuestion& question) {
    for (const Usage& usage : usages)
        for (const auto& key : usage.keys)
            if (!usage.actual.empty() && !once_in(3))
                question.keys[key] =
                    once_in(3) ? some_of(usage.actual) : std::vector{any_of(usage.actual)};
    if (once_in(2))
        question.unknown_key =
            one_of(std::array<std::string, 5>{"k:a", "k:n", "k:b", "k:i", "k:r"});
}

PolicyQuestion any_question() {
    PolicyQuestion question;
    question.identity = any_rules(false);
    question.resource = any_rules(true);
    question.boundary = perhaps(false);
    question.session = perhaps(false);
    question.endpoint = perhaps(true);
    question.guarded = once_in(3);
    question.gateway = once_in(2);
    question.asker = one_of(askers);
    question.action = one_of(actions);
    question.target = one_of(resources);
    question.target_account = once_in(3) ? other_account : own_account;
    give_keys(question);
    return question;
}

}  // namespace

rc::Gen<PolicyQuestion> policy_questions() {
    return rc::gen::exec(any_question);
}

}  // namespace inland::oracle
