// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/exfiltration.h"

#include "prove/network.h"
#include "prove/policies/endpoint_policy.h"
#include "prove/policies/request_class.h"
#include "prove/policies/stranger.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using knowledge::DataExit;
using knowledge::EndpointService;
using knowledge::ExitCallers;

struct Search {
    const Network& network;
    const topology::VpcEndpoint& endpoint;
    const EndpointService& service;
    PolicySet policies;

    [[nodiscard]] const std::vector<PolicyStatement>& statements() const {
        return policies.endpoint->front().statements;
    }
};

/// One who may carry data out, and to whom.
struct Carrier {
    Stranger stranger;
    Asker asker;
    PolicyRequest request;
};

bool knows_grants(const EndpointService& service) {
    return service.exits.empty() || std::ranges::any_of(service.exits, [](const DataExit& exit) {
               return exit.callers == ExitCallers::Anybody;
           });
}

std::vector<Carrier> carriers_of(const Search& search) {
    std::vector<Asker> askers{Asker::TheStranger};
    if (knows_grants(search.service))
        askers.insert(askers.end(), {Asker::OurOwn, Asker::Nobody});
    std::vector<Carrier> carriers;
    for (const auto& stranger : strangers_to(search.endpoint.policy_document.value()))
        for (const Asker asker : askers)
            carriers.push_back(
                {stranger, asker, request_to(search.network, search.endpoint, stranger, asker)});
    return carriers;
}

std::string action_prefix(const EndpointService& service) {
    return (service.actions.empty() ? service.service : service.actions) + ":";
}

/// What statements that allow leave open once those that surely deny it have spoken.
std::vector<RequestClass> open_classes(const Search& search, const Carrier& carrier) {
    std::vector<RequestClass> open;
    const std::string prefix = action_prefix(search.service);
    for (const PolicyStatement& statement : search.statements())
        std::ranges::move(classes_of(statement, prefix, carrier.request), std::back_inserter(open));
    std::erase_if(open, [&](const RequestClass& requests) {
        return std::ranges::any_of(search.statements(), [&](const PolicyStatement& statement) {
            return denies_all(statement, requests, carrier.request);
        });
    });
    return open;
}

bool may_call(const DataExit& exit, Asker asker) {
    return asker == Asker::TheStranger || exit.callers == ExitCallers::Anybody;
}

std::string usual_resource(const Search& search, const DataExit& exit, const Stranger& stranger) {
    auto values = search.network.placeholders();
    values["stranger"] = stranger.account;
    return knowledge::expand(exit.resource, values);
}

/// The exit's own resource, and where the class is of ARNs one that looks like those.
std::vector<PolicyRequest> tries(const Search& search, const Carrier& carrier,
                                 const RequestClass& requests, const DataExit& exit) {
    std::vector<std::string> resources{usual_resource(search, exit, carrier.stranger)};
    if (exit.resource != "*" && requests.resources != "*")
        resources.push_back(resource_like(requests.resources, carrier.stranger.account));
    std::vector<PolicyRequest> tries;
    for (auto& resource : resources) {
        PolicyRequest request = carrier.request;
        request.action = exit.action;
        request.resource = std::move(resource);
        tries.push_back(std::move(request));
    }
    return tries;
}

PolicyJudgement passes(const Carrier& carrier, const PolicyRequest& request) {
    return {Outcome::Fails, fmt::format("{}, {} passes the endpoint's policy",
                                        asker_text(carrier.asker), text_of(request))};
}

PolicyJudgement open_question(const Carrier& carrier, const RequestClass& requests,
                              std::string_view doubt) {
    return {Outcome::Unknown,
            fmt::format("whether the endpoint's policy lets {} on {} pass {}: {}", requests.actions,
                        requests.resources, asker_text(carrier.asker),
                        doubt.empty() ? "no call that is known to be let through" : doubt)};
}

PolicyJudgement judge_class(const Search& search, const Carrier& carrier,
                            const RequestClass& requests) {
    std::string doubt;
    for (const DataExit& exit : search.service.exits) {
        if (!may_call(exit, carrier.asker))
            continue;
        for (const auto& request : tries(search, carrier, requests, exit)) {
            const Judgement judgement = evaluate(search.policies, request);
            if (judgement.decision == Decision::Allowed)
                return passes(carrier, request);
            if (judgement.decision == Decision::Unknown)
                doubt = judgement.detail;
        }
    }
    return open_question(carrier, requests, doubt);
}

PolicyJudgement judge(const Search& search) {
    PolicyJudgement worst;
    for (const Carrier& carrier : carriers_of(search))
        for (const RequestClass& requests : open_classes(search, carrier))
            worst = worse(std::move(worst), judge_class(search, carrier, requests));
    return worst;
}

}  // namespace

PolicyJudgement judge_exfiltration(const Network& network, const topology::VpcEndpoint& endpoint,
                                   const EndpointService& service) {
    switch (restricts(endpoint)) {
        case topology::Knowledge::Absent:
            return {Outcome::Fails, "the endpoint's policy gives full access"};
        case topology::Knowledge::Unknown:
            return {Outcome::Unknown, "the endpoint's policy is not known"};
        case topology::Knowledge::Known:
            break;
    }
    auto statements = read_policy(endpoint.policy_document.value());
    if (!statements)
        return {Outcome::Unknown,
                "the endpoint's policy cannot be read: " + statements.error().message};
    return judge({network, endpoint, service, endpoint_alone(endpoint, std::move(*statements))});
}

}  // namespace inland::prove
