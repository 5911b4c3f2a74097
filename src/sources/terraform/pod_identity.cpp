// SPDX-License-Identifier: Apache-2.0
// The two ways in which pods get roles: EKS Pod Identity, and identity providers of clusters.
#include "sources/terraform/readers.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;

void read_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto association = reader.resource<PodIdentityAssociation>();
    association.cluster = reader.reference_by_name<Cluster>("cluster_name");
    association.namespace_name = reader.text("namespace");
    association.service_account = reader.text("service_account");
    association.role = reader.reference<Role>("role_arn");
    reading.topology.add(std::move(association));
}

/// Those that an add-on has; in which namespace its pods are, EKS knows.
void read_addon_associations(Reading& reading, const Instance& instance) {
    constexpr std::string_view list = "pod_identity_association";
    const Reader reader(reading, instance);
    for (std::size_t at = 0; at < reader.blocks(list).value_or(0); ++at) {
        const Reader block = reader.block(list, at);
        PodIdentityAssociation association;
        association.key = fmt::format("{}.{}[{}]", instance.address, list, at);
        association.name = association.key;
        association.place = reader.place();
        association.cluster = reader.reference_by_name<Cluster>("cluster_name");
        association.namespace_name = Attribute<std::string>::unknown(reader.place());
        association.service_account = block.text("service_account");
        association.role = block.reference<Role>("role_arn");
        reading.topology.add(std::move(association));
    }
}

/// The cluster whose issuer a provider that is yet to be made has.
Attribute<Reference<Cluster>> issuer_of(const Reader& reader) {
    const auto origin = reader.origin("url");
    const bool is_cluster = origin && origin->instance->type == Cluster::terraform_type;
    return is_cluster ? Attribute<Reference<Cluster>>(Reference<Cluster>{origin->instance->address},
                                                      reader.place())
                      : Attribute<Reference<Cluster>>();
}

void read_provider(Reading& reading, const Instance& instance) {
    constexpr std::string_view scheme = "https://";
    const Reader reader(reading, instance);
    auto provider = reader.resource<OpenIdConnectProvider>();
    provider.url = reader.text("url");
    if (provider.url.is_known() && provider.url.value().starts_with(scheme))
        provider.url.mutable_value().erase(0, scheme.size());
    if (provider.url.is_unknown())
        provider.cluster = issuer_of(reader);
    provider.client_ids = reader.texts("client_id_list");
    provider.arn = reader.text("arn");
    if (provider.arn.is_unknown())
        provider.arn = {};
    reading.topology.add(std::move(provider));
}

constexpr std::array rows{
    ReaderRow{"aws_eks_pod_identity_association", read_association},
    ReaderRow{"aws_eks_addon", read_addon_associations},
    ReaderRow{"aws_iam_openid_connect_provider", read_provider},
};

}  // namespace

std::span<const ReaderRow> pod_identity_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
