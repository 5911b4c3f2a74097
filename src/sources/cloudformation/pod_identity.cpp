// SPDX-License-Identifier: Apache-2.0
// The two ways in which pods get roles: EKS Pod Identity, and identity providers of clusters.
#include "sources/cloudformation/named.h"
#include "sources/cloudformation/readers.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

void read_association(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto association = reader.resource<PodIdentityAssociation>();
    association.cluster = cluster_of(reading, reader, "ClusterName");
    association.namespace_name = reader.text("Namespace");
    association.service_account = reader.text("ServiceAccount");
    association.role = role_of(reading, reader, "RoleArn");
    reading.topology.add(std::move(association));
}

/// Those that an add-on has; in which namespace its pods are, EKS knows.
void read_addon_associations(Reading& reading, const Declared& declared) {
    constexpr std::string_view list = "PodIdentityAssociations";
    const Reader reader(reading, declared);
    const auto rows = reader.elements(list);
    if (!rows)
        return reading.world.miss(PodIdentityAssociation::type);
    for (std::size_t at = 0; at < rows->size(); ++at) {
        const Reader& row = (*rows)[at];
        PodIdentityAssociation association;
        association.key = fmt::format("{}.{}.{}", declared.key, list, at);
        association.name = association.key;
        association.place = row.place();
        association.cluster = cluster_of(reading, reader, "ClusterName");
        association.namespace_name = Attribute<std::string>::unknown(row.place());
        association.service_account = row.text("ServiceAccount");
        association.role = role_of(reading, row, "RoleArn");
        reading.topology.add(std::move(association));
    }
}

/// "https://oidc.eks…" is written, or the issuer of a cluster of the template.
void read_provider(Reading& reading, const Declared& declared) {
    constexpr std::string_view scheme = "https://";
    const Reader reader(reading, declared);
    auto provider = reader.resource<OpenIdConnectProvider>();
    provider.url = reader.text("Url");
    if (provider.url.is_known() && provider.url.value().starts_with(scheme))
        provider.url.mutable_value().erase(0, scheme.size());
    const auto issuer = reader.key("Url");
    if (issuer.is_known() && reading.topology.find<Cluster>(issuer.value()) != nullptr)
        provider.cluster = Reference<Cluster>{issuer.value()};
    provider.client_ids = reader.texts("ClientIdList");
    reading.topology.add(std::move(provider));
}

constexpr std::array rows{
    ReaderRow{"AWS::EKS::PodIdentityAssociation", read_association, PodIdentityAssociation::type},
    ReaderRow{"AWS::EKS::Addon", read_addon_associations, PodIdentityAssociation::type},
    ReaderRow{"AWS::IAM::OIDCProvider", read_provider, OpenIdConnectProvider::type},
};

}  // namespace

std::span<const ReaderRow> pod_identity_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
