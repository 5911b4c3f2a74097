// SPDX-License-Identifier: Apache-2.0
#include "knowledge/references.h"

#include "knowledge/node_path.h"
#include "knowledge/reporter.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

namespace inland::knowledge {

namespace {

struct Reference {
    std::string_view file;
    std::string_view path;
    std::string_view refers_to;
    bool (*exists)(const Tables& tables, const std::string& name);
};

bool partition_exists(const Tables& tables, const std::string& name) {
    return std::ranges::find(tables.partitions, name, &Partition::name) != tables.partitions.end();
}
bool endpoint_exists(const Tables& tables, const std::string& name) {
    return tables.endpoint(name) != nullptr;
}
bool service_exists(const Tables& tables, const std::string& name) {
    return tables.service(name) != nullptr;
}
bool flow_exists(const Tables& tables, const std::string& name) {
    return tables.flow(name) != nullptr;
}
bool version_exists(const Tables& tables, const std::string& name) {
    return tables.version(name) != nullptr;
}
bool policy_exists(const Tables& tables, const std::string& name) {
    return tables.policy(name) != nullptr;
}
bool system_exists(const Tables& tables, const std::string& name) {
    return std::ranges::find(tables.amis, name, &AmiPath::operating_system) != tables.amis.end();
}

constexpr std::array<Reference, 13> references = {{
    {"partitions.yaml", "partitions/*/endpointPrefixes/*@key", "endpoint", endpoint_exists},
    {"regions.yaml", "regions/*/partition", "partition", partition_exists},
    {"regions.yaml", "regions/*/missingEndpoints/*", "endpoint", endpoint_exists},
    {"services.yaml", "services/*/endpoint", "endpoint", endpoint_exists},
    {"addons.yaml", "addons/*/services/*", "service", service_exists},
    {"addons.yaml", "addons/*/managedPolicies/*", "policy", policy_exists},
    {"addons.yaml", "addons/*/versions/*/kubernetes/*", "version", version_exists},
    {"flows.yaml", "flows/*/service", "service", service_exists},
    {"flows.yaml", "flows/*/operatingSystems/*", "operating system", system_exists},
    {"joins.yaml", "joins/*/operatingSystem", "operating system", system_exists},
    {"joins.yaml", "joins/*/steps/*/flow", "flow", flow_exists},
    {"amis.yaml", "amis/*/lastKubernetes", "version", version_exists},
    {"node-services.yaml", "nodeServices/*/*", "service", service_exists},
}};

struct Identity {
    std::string_view file;
    std::string_view path;
};

constexpr auto identities = std::to_array<Identity>({
    {"partitions.yaml", "partitions/*/name"},
    {"regions.yaml", "regions/*/name"},
    {"endpoints.yaml", "endpoints/*/service"},
    {"services.yaml", "services/*/service"},
    {"addons.yaml", "addons/*/name"},
    {"flows.yaml", "flows/*/id"},
    {"joins.yaml", "joins/*/operatingSystem"},
    {"versions.yaml", "versions/*/version"},
    {"instance-types.yaml", "instanceTypes/*/name"},
    {"durations.yaml", "durations/*/operation"},
    {"quotas.yaml", "quotas/*/name"},
    {"load-balancing.yaml", "hostedZones/*/region"},
    {"load-balancing.yaml", "tlsPolicies/*/name"},
    {"policies.yaml", "policies/*/arn"},
    {"causes.yaml", "causes/*/kind"},
    {"registries.yaml", "registries/*/host"},
    {"registries.yaml", "images/*/repository"},
    {"permissions.yaml", "permissions/*/service"},
    {"lint.yaml", "rules/*/id"},
    {"coredns.yaml", "reserved/*/zone"},
    {"restrictions.yaml", "restrictions/*/id"},
    {"symptoms.yaml", "symptoms/*/id"},
});

void check_reference(const Reference& reference, const Document& document, const Tables& tables,
                     Reporter& reporter) {
    for (const auto& name : names_at(document.root, reference.path))
        if (!reference.exists(tables, name.text))
            reporter.error(name.position, "refers-to-nothing", "a name refers to nothing",
                           quoted(name.text) + " is no " + std::string(reference.refers_to));
}

void check_identity(const Identity& identity, const Document& document, Reporter& reporter) {
    std::unordered_set<std::string> seen;
    for (const auto& name : names_at(document.root, identity.path))
        if (!seen.insert(name.text).second)
            reporter.error(name.position, "same-name", "two rows have the same name",
                           quoted(name.text));
}

}  // namespace

void check_references(const std::vector<Document>& documents, const Tables& tables,
                      Diagnostics& diagnostics) {
    for (const auto& document : documents) {
        Reporter reporter(document.path, diagnostics);
        for (const auto& reference : references)
            if (reference.file == document.name)
                check_reference(reference, document, tables, reporter);
        for (const auto& identity : identities)
            if (identity.file == document.name)
                check_identity(identity, document, reporter);
    }
}

}  // namespace inland::knowledge
