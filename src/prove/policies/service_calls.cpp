// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/service_calls.h"

#include "prove/network.h"

#include <array>

#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>

namespace inland::prove {

namespace {

/// Whose account and organization no policy of a user names: AWS does not publish them.
constexpr std::string_view service_account = "aws-service";

/// Keys of which a Topology says nothing (IAM User Guide, AWS global condition context keys;
/// Service Authorization Reference).
constexpr std::array unknown_facts{
    "aws:currenttime",
    "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc",
    "aws:epochtime",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:requesttag/*",
    "aws:resourceorgpaths",
    "aws:resourcetag/*",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:tagkeys",
    "aws:tokenissuetime",
    "aws:useragent",
    "aws:userid",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "aws:vpceorgpaths",
    "aws:vpcsourceip",
    "ec2:*",
    "ecr:*",
    "eks:*",
    "s3:authtype",
    "s3:existingobjecttag/*",
    "s3:signatureage",
    "s3:tlsversion",
};

std::string partition_of(const Network& network) {
    return knowledge::expand("{partition}", network.placeholders());
}

std::string role_name(const topology::Role& role) {
    if (role.role_name.is_known())
        return role.role_name.value();
    return role.arn.is_known() ? role.arn.value().substr(role.arn.value().rfind('/') + 1)
                               : std::string();
}

std::string role_arn(const Network& network, const topology::Role& role) {
    if (role.arn.is_known() && !role.arn.value().empty())
        return role.arn.value();
    return fmt::format("arn:{}:iam::{}:role{}{}", partition_of(network),
                       account_of(network.topology()),
                       role.path.is_known() ? role.path.value() : "/", role_name(role));
}

knowledge::Placeholders placeholders_of(const Network& network, const ServiceCalls& asked) {
    auto values = network.placeholders();
    values["owner"] = account_of(network.topology());
    if (asked.cluster != nullptr && asked.cluster->cluster_name.is_known())
        values["cluster"] = asked.cluster->cluster_name.value();
    if (asked.role != nullptr)
        values["role"] = role_arn(network, *asked.role);
    return values;
}

/// Without an ARN it is somebody of the account that nobody knows.
PolicyPrincipal session_of(const Network& network, const topology::Role* role) {
    PolicyPrincipal who{PrincipalKind::Aws, {}, {}, account_of(network.topology())};
    if (role == nullptr || role_name(*role).empty())
        return who;
    who.role_arn = role_arn(network, *role);
    who.arn = fmt::format("arn:{}:sts::{}:assumed-role/{}/i-0", partition_of(network), who.account,
                          role_name(*role));
    return who;
}

PolicyPrincipal service_principal(const Network& network) {
    return {PrincipalKind::Aws,
            fmt::format("arn:{}:iam::{}:role/service", partition_of(network), service_account),
            {},
            std::string(service_account)};
}

/// "arn:aws:ecr:eu-central-1:602401143452:repository/…" → the account; "" when it names none.
std::string account_in(std::string_view arn) {
    for (int segment = 0; segment < 4; ++segment) {
        const auto colon = arn.find(':');
        if (colon == std::string_view::npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return std::string(arn.substr(0, arn.find(':')));
}

void add_tags(PolicyRequest& request, const topology::Role* role) {
    if (role == nullptr) {
        request.unknown_keys.insert("aws:principaltag/*");
        request.unknown_keys.insert("aws:principalarn");
        return;
    }
    for (const auto& [key, value] : role->tags)
        request.context["aws:principaltag/" + boost::to_lower_copy(key)] = {value};
}

/// Auto Scaling and others know the tags by a key of their own, too.
void add_resource_tags(PolicyRequest& request, const knowledge::Call& call,
                       const knowledge::Placeholders& values) {
    const auto service = call.action.substr(0, call.action.find(':'));
    for (const auto& [key, value] : call.resource_tags) {
        const auto name = boost::to_lower_copy(knowledge::expand(key, values));
        for (const std::string_view prefix : {std::string_view("aws"), std::string_view(service)})
            request.context[fmt::format("{}:resourcetag/{}", prefix, name)] = {
                knowledge::expand(value, values)};
    }
}

void add_stranger(PolicyRequest& request) {
    for (const auto* key :
         {"aws:principalorgid", "aws:resourceorgid", "aws:resourceaccount", "s3:resourceaccount"}) {
        request.unknown_keys.erase(key);
        request.context[key] = {std::string(service_account)};
    }
}

/// Nobody signs it: keys about principals are not there, whatever their values would be.
void add_anonymous(PolicyRequest& request) {
    request.principal = {PrincipalKind::Anonymous, {}, {}, {}};
    request.resource_account = account_in(request.resource);
    for (const auto* key :
         {"aws:principalorgid", "aws:principalorgpaths", "aws:userid", "aws:tokenissuetime",
          "aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4"})
        request.unknown_keys.erase(key);
    request.unknown_keys.insert(
        {"aws:federatedprovider", "aws:resourceorgid", "oidc.eks.*", "sts:*"});
}

/// A service's registry is of AWS's own organization.
void add_organization(PolicyRequest& request) {
    if (request.resource_account == request.principal.account)
        request.unknown_keys.insert("aws:resourceorgid");
    else
        request.context["aws:resourceorgid"] = {std::string(service_account)};
}

}  // namespace

std::string account_of(const topology::Topology& topology) {
    return topology.account.empty() ? std::string(unknown_account) : topology.account;
}

PolicyRequest request_of(const Network& network, const ServiceCalls& asked,
                         const knowledge::Call& call) {
    PolicyRequest request;
    request.action = call.action;
    const auto values = placeholders_of(network, asked);
    request.resource = knowledge::expand(call.resource, values);
    request.context = {{"aws:securetransport", {"true"}},
                       {"aws:viaawsservice", {"false"}},
                       {"aws:requestedregion", {network.topology().region}}};
    request.unknown_keys = {unknown_facts.begin(), unknown_facts.end()};
    add_resource_tags(request, call, values);
    if (call.signer == knowledge::Signer::Service) {
        request.principal = service_principal(network);
        request.unknown_keys.insert("aws:principaltag/*");
        add_stranger(request);
    } else if (asked.signature == Signature::None) {
        add_anonymous(request);
    } else {
        request.principal = session_of(network, asked.role);
        request.resource_account = account_in(request.resource);
        if (request.resource_account.empty())
            request.resource_account = request.principal.account;
        add_tags(request, asked.role);
        add_organization(request);
    }
    return with_principal_keys(std::move(request));
}

std::string text_of(const PolicyRequest& request) {
    if (request.resource == "*")
        return request.action;
    return fmt::format("{} on {}", request.action, request.resource);
}

}  // namespace inland::prove
