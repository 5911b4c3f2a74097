// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::sources::live {
namespace {

using topology::Cluster;
using topology::OpenIdConnectProvider;

constexpr std::string_view mark = ":oidc-provider/";
constexpr std::string_view eks = "oidc.eks.";

/// "ABC" of "https://ABC.gr7.eu-central-1.eks.amazonaws.com", which ends the issuer's URL too.
std::string_view issuer_id(const Cluster& cluster) {
    if (!cluster.endpoint.is_known())
        return {};
    std::string_view host = cluster.endpoint.value();
    host.remove_prefix(std::min(host.size(), host.find("//") + 2));
    return host.substr(0, host.find('.'));
}

const Cluster* cluster_of(const Reading& reading, std::string_view url) {
    const auto id = url.substr(url.rfind('/') + 1);
    for (const auto& [key, cluster] : reading.topology.all<Cluster>())
        if (issuer_id(cluster) == id)
            return &cluster;
    return nullptr;
}

/// The asked cluster is gone, and what was made for it may be left; lists tell no tags.
bool may_be_left(const Reading& reading, std::string_view url) {
    return !reading.is_for_proof() && reading.topology.all<Cluster>().empty() &&
           url.starts_with(fmt::format("{}{}.", eks, reading.options.region));
}

Result<void> add_provider(Reading& reading, const std::string& arn) {
    auto provider = resource_of<OpenIdConnectProvider>(arn, {});
    provider.arn = arn;
    provider.url = arn.substr(arn.find(mark) + mark.size());
    provider.client_ids = decltype(provider.client_ids)::unknown();
    const auto* cluster = cluster_of(reading, provider.url.value());
    if (cluster != nullptr)
        provider.cluster = topology::Reference<Cluster>{cluster->key};
    const auto answer =
        cluster != nullptr || may_be_left(reading, provider.url.value())
            ? reading.call("iam", "GetOpenIDConnectProvider", {{"OpenIDConnectProviderArn", arn}})
            : failure(ErrorKind::NotFound, "nobody asks");
    if (answer) {
        provider.tags = tag_list(*answer);
        provider.client_ids = texts(*answer, "ClientIDList");
    } else if (is_gone(answer.error())) {
        return {};
    } else if (!is_left_open(reading.options, answer.error())) {
        return std::unexpected(answer.error());
    }
    reading.topology.add(std::move(provider));
    return {};
}

}  // namespace

/// Of EKS clusters; whom those of clusters that are not read are for does not matter, unless a plan
/// must find what its cluster left.
Result<void> read_open_id_connect_providers(Reading& reading) {
    if (reading.topology.all<Cluster>().empty() && reading.is_for_proof())
        return {};
    for (const auto& row :
         TRY(reading.list("iam", "ListOpenIDConnectProviders", "OpenIDConnectProviderList"))) {
        const auto arn = string_or_empty(row, "Arn");
        const auto at = arn.find(mark);
        if (at != std::string::npos &&
            std::string_view(arn).substr(at + mark.size()).starts_with(eks))
            TRY_VOID(add_provider(reading, arn));
    }
    return {};
}

}  // namespace inland::sources::live
