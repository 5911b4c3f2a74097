// SPDX-License-Identifier: Apache-2.0
#include "aws/text_lines.h"
#include "emulator/authorization/principal_policies.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"
#include "prove/policies/evaluation.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// The documents of a list of texts; MalformedPolicyDocument for one that is none.
Result<std::vector<prove::Policy>> documents(const Call& call, std::string_view member) {
    std::vector<prove::Policy> policies;
    for (const auto& text : texts_of(call.input, member)) {
        TRY_VOID(check_policy_document(text));
        policies.push_back(
            read_stored_policy(fmt::format("{}.{}", member, policies.size() + 1), text));
    }
    return policies;
}

Result<prove::PolicySet> simulated_policies(const Call& call) {
    auto set =
        policies_of_arn(call.world, call.caller.account, text_of(call.input, "PolicySourceArn"));
    for (auto& policy : TRY(documents(call, "PolicyInputList")))
        set.identity.push_back(std::move(policy));
    if (has(call.input, "PermissionsBoundaryPolicyInputList"))
        set.boundary = TRY(documents(call, "PermissionsBoundaryPolicyInputList"));
    return set;
}

prove::PolicyRequest request_of(const Call& call, const std::string& action,
                                const std::string& resource) {
    prove::PolicyRequest request;
    request.action = action;
    request.resource = resource;
    request.resource_account = call.caller.account;
    request.principal = {.kind = prove::PrincipalKind::Aws,
                         .arn = text_of(call.input, "PolicySourceArn"),
                         .role_arn = {},
                         .account = call.caller.account};
    for (const auto& entry : list_of(call.input, "ContextEntries"))
        request.context[aws::to_lower(text_of(entry.as_object(), "ContextKeyName"))] =
            texts_of(entry.as_object(), "ContextKeyValues");
    return prove::with_principal_keys(std::move(request));
}

std::string_view decision_name(prove::Decision decision) {
    switch (decision) {
        case prove::Decision::Allowed:
            return "allowed";
        case prove::Decision::DeniedByStatement:
            return "explicitDeny";
        case prove::Decision::NotAllowed:
        case prove::Decision::Unknown:
            break;
    }
    return "implicitDeny";
}

json::object simulate(const Call& call, const prove::PolicySet& policies, const std::string& action,
                      const std::string& resource) {
    const auto judged = prove::evaluate(policies, request_of(call, action, resource));
    return {{"EvalActionName", action},
            {"EvalResourceName", resource},
            {"EvalDecision", decision_name(judged.decision)},
            {"MatchedStatements", json::array()},
            {"MissingContextValues", json::array()}};
}

Result<void> check_source(const Call& call) {
    const auto source = text_of(call.input, "PolicySourceArn");
    for (const auto& [mark, kind] :
         {std::pair{":user/", kind::user}, {":role/", kind::role}, {":group/", kind::group}})
        if (source.find(mark) != std::string::npos) {
            const auto name = source.substr(source.rfind('/') + 1);
            return call.world.store().find(global_key(call, kind, name)) == nullptr
                       ? Result<void>(no_such("entity", source))
                       : Result<void>();
        }
    return refuse("InvalidInput", fmt::format("Invalid Entity Arn: {} does not clearly define "
                                              "entity type and name.",
                                              source));
}

Result<json::object> simulate_principal_policy(const Call& call) {
    TRY_VOID(check_source(call));
    const auto policies = TRY(simulated_policies(call));
    auto resources = texts_of(call.input, "ResourceArns");
    if (resources.empty())
        resources.emplace_back("*");
    json::array results;
    for (const auto& action : texts_of(call.input, "ActionNames"))
        for (const auto& resource : resources)
            results.push_back(simulate(call, policies, action, resource));
    return iam_page(call, "EvaluationResults", std::move(results));
}

constexpr std::array operations{OperationRow{"SimulatePrincipalPolicy", simulate_principal_policy}};

}  // namespace

std::span<const OperationRow> simulation_operations() {
    return operations;
}

}  // namespace inland::emulator
