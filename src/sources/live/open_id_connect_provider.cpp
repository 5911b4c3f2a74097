// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

#include <algorithm>

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

bool is_of_cluster(const Reading& reading, std::string_view url) {
    const auto id = url.substr(url.rfind('/') + 1);
    return std::ranges::any_of(reading.topology.all<Cluster>(), [&](const auto& cluster) {
        return issuer_id(cluster.second) == id;
    });
}

Result<void> add_provider(Reading& reading, const std::string& arn) {
    auto provider = resource_of<OpenIdConnectProvider>(arn, {});
    provider.arn = arn;
    provider.url = arn.substr(arn.find(mark) + mark.size());
    provider.client_ids = decltype(provider.client_ids)::unknown();
    const auto answer =
        is_of_cluster(reading, provider.url.value())
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

/// Of EKS clusters; whom those of clusters that are not read are for does not matter.
Result<void> read_open_id_connect_providers(Reading& reading) {
    if (reading.topology.all<Cluster>().empty())
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
