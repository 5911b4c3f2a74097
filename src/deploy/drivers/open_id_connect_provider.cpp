// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::deploy {
namespace {

using topology::OpenIdConnectProvider;

json::object of_provider(const std::string& arn, json::object more = {}) {
    more["OpenIDConnectProviderArn"] = arn;
    return more;
}

Result<std::string> issuer_of(Context& context, const OpenIdConnectProvider& desired) {
    const auto answer = TRY(
        context.read("eks", "DescribeCluster", {{"name", context.id_of(desired.cluster.value())}}));
    auto issuer = string_or_empty(answer, "cluster.identity.oidc.issuer");
    if (issuer.empty())
        return failure(ErrorKind::Failed, "EKS tells no OpenID Connect issuer of the cluster");
    return issuer;
}

Result<void> put_tags(Context& context, const std::string& arn,
                      const OpenIdConnectProvider& desired) {
    TRY(drivers::change(context, "iam", "TagOpenIDConnectProvider",
                        of_provider(arn, {{"Tags", Context::tag_list(desired.tags)}})));
    return {};
}

Result<void> set_clients(Context& context, const std::string& arn,
                         const OpenIdConnectProvider& desired) {
    const auto answer = TRY(context.read("iam", "GetOpenIDConnectProvider", of_provider(arn)));
    std::vector<std::string> there;
    for (const auto& client : find_array(answer, "ClientIDList"))
        if (client.is_string())
            there.emplace_back(client.get_string());
    for (const auto& client : drivers::without(desired.client_ids.value(), there))
        TRY(drivers::change(context, "iam", "AddClientIDToOpenIDConnectProvider",
                            of_provider(arn, {{"ClientID", client}})));
    for (const auto& client : drivers::without(there, desired.client_ids.value()))
        TRY_VOID(drivers::remove(context, "iam", "RemoveClientIDFromOpenIDConnectProvider",
                                 of_provider(arn, {{"ClientID", client}})));
    return {};
}

/// An account has one provider at most for an issuer: the one that the cluster's has becomes ours.
Result<std::string> adopt(Context& context, const OpenIdConnectProvider& desired,
                          std::string_view issuer, Error taken) {
    const auto ending = fmt::format("/{}", issuer.substr(issuer.find("//") + 2));
    const auto answer = TRY(context.read("iam", "ListOpenIDConnectProviders"));
    for (const auto& row : find_array(answer, "OpenIDConnectProviderList")) {
        auto arn = string_or_empty(row, "Arn");
        if (!boost::algorithm::iends_with(arn, ending))
            continue;
        TRY_VOID(set_clients(context, arn, desired));
        TRY_VOID(put_tags(context, arn, desired));
        return arn;
    }
    return std::unexpected(std::move(taken));
}

Result<std::string> create(Context& context, const OpenIdConnectProvider& desired) {
    const auto issuer = TRY(issuer_of(context, desired));
    json::array clients(desired.client_ids.value().begin(), desired.client_ids.value().end());
    auto made = drivers::change(context, "iam", "CreateOpenIDConnectProvider",
                                {{"Url", issuer},
                                 {"ClientIDList", std::move(clients)},
                                 {"Tags", Context::tag_list(desired.tags)}});
    if (!made && made.error().kind == ErrorKind::AlreadyExists)
        return adopt(context, desired, issuer, std::move(made).error());
    return string_or_empty(TRY(std::move(made)), "OpenIDConnectProviderArn");
}

Result<void> attach(Context& context, const OpenIdConnectProvider& desired,
                    const OpenIdConnectProvider* observed) {
    if (observed == nullptr)
        return {};
    if (desired.client_ids != observed->client_ids)
        TRY_VOID(set_clients(context, observed->id, desired));
    return tag_changes(desired.tags, observed->tags).empty()
               ? Result<void>{}
               : put_tags(context, observed->id, desired);
}

Result<void> remove(Context& context, const OpenIdConnectProvider& observed) {
    return drivers::remove(context, "iam", "DeleteOpenIDConnectProvider", of_provider(observed.id));
}

}  // namespace

template <>
const Operations<OpenIdConnectProvider>& operations() {
    static constexpr Operations<OpenIdConnectProvider> row = {
        .create = create, .attach = attach, .remove = remove};
    return row;
}

}  // namespace inland::deploy
