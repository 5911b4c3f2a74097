// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/eks_list.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

using topology::AccessEntry;

AccessEntry entry_of(const json::value& document) {
    const auto principal = string_or_empty(document, "principalArn");
    auto entry = resource_of<AccessEntry>(principal, tag_map(document, "tags"));
    entry.key = key_within(document, principal);
    entry.cluster = reference<topology::Cluster>(document, "clusterName");
    entry.principal_arn = principal;
    if (principal.find(":role/") != std::string::npos)
        entry.role = topology::Reference<topology::Role>{principal};
    entry.entry_type = text(document, "type");
    entry.username = text(document, "username");
    entry.kubernetes_groups = texts(document, "kubernetesGroups");
    return entry;
}

/// Only policies for the whole cluster: Inland makes no others.
std::vector<std::string> cluster_wide(const json::array& policies) {
    std::vector<std::string> arns;
    for (const auto& policy : policies) {
        if (string_or_empty(policy, "accessScope.type") == "cluster")
            arns.push_back(string_or_empty(policy, "policyArn"));
    }
    std::ranges::sort(arns);
    return arns;
}

/// EKS refuses to speak of entries where only the ConfigMap aws-auth counts.
bool has_entries(const topology::Cluster& cluster) {
    return !(cluster.authentication_mode == "CONFIG_MAP");
}

}  // namespace

Result<void> read_access_entries(Reading& reading) {
    constexpr EksList list = {.list_operation = "ListAccessEntries",
                              .names = "accessEntries",
                              .describe_operation = "DescribeAccessEntry",
                              .name_member = "principalArn",
                              .document = "accessEntry",
                              .applies = has_entries};
    for (const auto& document : TRY(list_eks(reading, list))) {
        auto entry = entry_of(document);
        const auto policies = TRY(or_unknown(reading.list(
            "eks", "ListAssociatedAccessPolicies", "associatedAccessPolicies",
            {{"clusterName", entry.cluster.value().key}, {"principalArn", entry.id}})));
        entry.policies = policies.is_known()
                             ? topology::Attribute(cluster_wide(policies.value()))
                             : topology::Attribute<std::vector<std::string>>::unknown();
        reading.topology.add(std::move(entry));
    }
    return {};
}

}  // namespace inland::sources::live
