// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/evaluation.h"
#include "tests/oracle/policy_generate.h"
#include "tests/oracle/policy_json.h"
#include "tests/oracle/policy_oracle.h"

#include <array>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland::oracle {
namespace {

std::vector<prove::Policy> policies_of(const Rules& rules) {
    auto read = prove::read_policy(document_of(rules));
    RC_ASSERT(read.has_value());
    return {{"policy", std::move(*read)}};
}

std::optional<std::vector<prove::Policy>> policies_of(const std::optional<Rules>& rules) {
    return rules ? std::optional(policies_of(*rules)) : std::nullopt;
}

prove::PolicySet policy_set(const PolicyQuestion& question) {
    prove::PolicySet policies;
    policies.identity = policies_of(question.identity);
    policies.resource = policies_of(question.resource);
    policies.boundary = policies_of(question.boundary);
    policies.session = policies_of(question.session);
    policies.endpoint = policies_of(question.endpoint);
    policies.resource_rule =
        question.guarded ? prove::ResourcePolicyRule::Guards : prove::ResourcePolicyRule::Grants;
    policies.endpoint_accounts =
        question.gateway ? prove::AccountMeans::ItsRootUser : prove::AccountMeans::AllOfIt;
    return policies;
}

prove::PolicyRequest request_of(const PolicyQuestion& question) {
    prove::PolicyRequest request;
    request.action = question.action;
    request.resource = question.target;
    request.resource_account = question.target_account;
    request.principal = {
        question.asker.type == "AWS" ? prove::PrincipalKind::Aws : prove::PrincipalKind::Service,
        question.asker.arn, question.asker.role, question.asker.account};
    request.context = question.keys;
    if (!question.unknown_key.empty()) {
        request.context.erase(question.unknown_key);
        request.unknown_keys = {question.unknown_key};
    }
    return request;
}

std::string word_of(prove::Decision decision) {
    constexpr std::array words{"allowed", "denied", "refused", "unknown"};
    return words.at(static_cast<std::size_t>(decision));
}

/// What is asked, as a user would write it, for the message of a counterexample.
std::string text_of(const PolicyQuestion& question) {
    std::string text = question.asker.arn + " asks " + question.action + " on " + question.target +
                       " of " + question.target_account + (question.guarded ? ", guarded" : "") +
                       (question.gateway ? ", gateway" : "") + ", unknown " + question.unknown_key;
    for (const auto& [key, values] : question.keys)
        text += "\n  " + key + "=" + json::serialize(array_of(values));
    text += "\n  identity " + document_of(question.identity) + "\n  resource " +
            document_of(question.resource);
    for (const auto& bound : {question.boundary, question.session, question.endpoint})
        text += "\n  bound " + (bound ? document_of(*bound) : std::string("none"));
    return text;
}

RC_GTEST_PROP(PolicyAgreement, BetweenTheEvaluationAndIam, ()) {
    const PolicyQuestion question = *policy_questions();
    const std::string iam = ask_iam(question);
    const std::string ours = word_of(evaluate(policy_set(question), request_of(question)).decision);
    RC_CLASSIFY(iam == "allowed");
    RC_CLASSIFY(iam == "unknown");
    RC_LOG() << text_of(question) << "\n  oracle: " << iam << ", prover: " << ours << "\n";
    const bool may_differ = looks_at_unknown(question) > 1 &&
                            (ours == "unknown" || (ours == "refused" && iam == "denied"));
    RC_ASSERT(ours == iam || may_differ);
}

}  // namespace
}  // namespace inland::oracle
