// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

#include <fmt/format.h>

namespace inland::sources::live {
namespace {

using topology::PodIdentityAssociation;

void add_association(Reading& reading, const json::value& document) {
    const auto id = string_or_empty(document, "associationId");
    auto association = resource_of<PodIdentityAssociation>(id, tag_map(document, "tags"));
    association.name = fmt::format("{}/{}", string_or_empty(document, "namespace"),
                                   string_or_empty(document, "serviceAccount"));
    association.cluster = reference<topology::Cluster>(document, "clusterName");
    association.namespace_name = text(document, "namespace");
    association.service_account = text(document, "serviceAccount");
    association.role = reference<topology::Role>(document, "roleArn");
    reading.topology.add(std::move(association));
}

Result<void> read_of_cluster(Reading& reading, const std::string& cluster) {
    const auto rows = TRY(reading.list("eks", "ListPodIdentityAssociations", "associations",
                                       {{"clusterName", cluster}}));
    for (const auto& row : rows) {
        const auto answer = reading.call(
            "eks", "DescribePodIdentityAssociation",
            {{"clusterName", cluster}, {"associationId", string_or_empty(row, "associationId")}});
        if (!answer && is_gone(answer.error()))
            continue;
        add_association(reading, find_object(TRY(answer), "association"));
    }
    return {};
}

}  // namespace

/// The list leaves out the roles.
Result<void> read_pod_identity_associations(Reading& reading) {
    for (const auto& [key, cluster] : reading.topology.all<topology::Cluster>())
        TRY_VOID(read_of_cluster(reading, cluster.id));
    return {};
}

}  // namespace inland::sources::live
