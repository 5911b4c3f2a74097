// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"

#include <array>

namespace inland::knowledge {

std::span<const TableFile> table_files() {
    static constexpr auto files = std::to_array<TableFile>({
        {"partitions.yaml", read_partitions},
        {"regions.yaml", read_regions},
        {"endpoints.yaml", read_endpoints},
        {"services.yaml", read_services},
        {"addons.yaml", read_addons},
        {"flows.yaml", read_flows},
        {"joins.yaml", read_joins},
        {"versions.yaml", read_versions},
        {"amis.yaml", read_amis},
        {"instance-types.yaml", read_instance_types},
        {"durations.yaml", read_durations},
        {"rates.yaml", read_rates},
        {"quotas.yaml", read_quotas},
        {"load-balancing.yaml", read_load_balancing},
        {"policies.yaml", read_policies},
        {"permissions.yaml", read_permissions},
        {"causes.yaml", read_causes},
        {"registries.yaml", read_registries},
        {"images.yaml", read_images},
        {"lint.yaml", read_lint},
        {"coredns.yaml", read_coredns},
        {"removed-apis.yaml", read_removed_apis},
        {"node-services.yaml", read_node_services},
        {"restrictions.yaml", read_restrictions},
        {"symptoms.yaml", read_symptoms},
    });
    return files;
}

}  // namespace inland::knowledge
