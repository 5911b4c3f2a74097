// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/stranger.h"

#include "prove/network.h"
#include "prove/policies/service_calls.h"

#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

constexpr std::string_view stranger_organization = "o-strangers";

std::string account_outside_of(std::string_view document) {
    long long account = 999999999999;
    while (document.find(std::to_string(account)) != std::string_view::npos)
        --account;
    return std::to_string(account);
}

PolicyPrincipal principal_of(const Network& network, const Stranger& stranger, Asker asker) {
    switch (asker) {
        case Asker::TheStranger:
            return {PrincipalKind::Aws,
                    fmt::format("arn:{}:iam::{}:user/stranger",
                                knowledge::expand("{partition}", network.placeholders()),
                                stranger.account),
                    {},
                    stranger.account};
        case Asker::OurOwn:
            return {PrincipalKind::Aws, {}, {}, account_of(network.topology())};
        case Asker::Nobody:
            break;
    }
    return {PrincipalKind::Anonymous, {}, {}, {}};
}

using Values = std::vector<std::string>;

/// "o-1" → its id and the path of an account at its root; no values: the keys are missing.
void set_organization(PolicyRequest& request, const std::string& whose, const Stranger& stranger) {
    const std::string& id = stranger.organization;
    request.context[fmt::format("aws:{}orgid", whose)] = id.empty() ? Values{} : Values{id};
    request.context[fmt::format("aws:{}orgpaths", whose)] =
        id.empty() ? Values{} : Values{id + "/r-root/"};
}

void set_nobody(PolicyRequest& request) {
    for (const auto* key : {"aws:principalarn", "aws:principalaccount", "aws:principalorgid",
                            "aws:principalorgpaths", "aws:principaltype", "aws:username"})
        request.context[key] = {};
}

}  // namespace

std::vector<Stranger> strangers_to(std::string_view document) {
    const std::string account = account_outside_of(document);
    std::string organization(stranger_organization);
    while (document.find(organization) != std::string_view::npos)
        organization += 'x';
    return {{account, organization}, {account, {}}};
}

PolicyRequest request_to(const Network& network, const topology::VpcEndpoint& endpoint,
                         const Stranger& stranger, Asker asker) {
    PolicyRequest request;
    request.resource_account = stranger.account;
    request.principal = principal_of(network, stranger, asker);
    request.context = {{"aws:securetransport", {"true"}},
                       {"aws:viaawsservice", {"false"}},
                       {"aws:principalisawsservice", {"false"}},
                       {"aws:sourceip", {}},
                       {"aws:requestedregion", {network.topology().region}},
                       {"s3:resourceaccount", {stranger.account}}};
    request.unknown_keys = {"*"};
    set_organization(request, "resource", stranger);
    if (asker == Asker::TheStranger)
        set_organization(request, "principal", stranger);
    if (asker == Asker::Nobody)
        set_nobody(request);
    return through_endpoint(network, endpoint, with_principal_keys(std::move(request)));
}

std::string_view asker_text(Asker asker) {
    constexpr std::array<std::string_view, 3> texts{
        "with keys of another account", "with keys of its own account", "without any keys"};
    return texts.at(static_cast<std::size_t>(asker));
}

}  // namespace inland::prove
