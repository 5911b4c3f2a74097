// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"
#include "knowledge/tables.h"

#include <span>
#include <string_view>

namespace inland::knowledge {

/// One function per file of knowledge/: reads its document into its table of `tables`.
using FileReader = void (*)(const Node& document, Reporter& reporter, Tables& tables);

void read_partitions(const Node& document, Reporter& reporter, Tables& tables);
void read_regions(const Node& document, Reporter& reporter, Tables& tables);
void read_endpoints(const Node& document, Reporter& reporter, Tables& tables);
void read_services(const Node& document, Reporter& reporter, Tables& tables);
void read_addons(const Node& document, Reporter& reporter, Tables& tables);
void read_flows(const Node& document, Reporter& reporter, Tables& tables);
void read_joins(const Node& document, Reporter& reporter, Tables& tables);
void read_versions(const Node& document, Reporter& reporter, Tables& tables);
void read_amis(const Node& document, Reporter& reporter, Tables& tables);
void read_instance_types(const Node& document, Reporter& reporter, Tables& tables);
void read_durations(const Node& document, Reporter& reporter, Tables& tables);
void read_rates(const Node& document, Reporter& reporter, Tables& tables);
void read_quotas(const Node& document, Reporter& reporter, Tables& tables);
void read_load_balancing(const Node& document, Reporter& reporter, Tables& tables);
void read_policies(const Node& document, Reporter& reporter, Tables& tables);
void read_causes(const Node& document, Reporter& reporter, Tables& tables);
void read_registries(const Node& document, Reporter& reporter, Tables& tables);
void read_coredns(const Node& document, Reporter& reporter, Tables& tables);
void read_removed_apis(const Node& document, Reporter& reporter, Tables& tables);
void read_lint(const Node& document, Reporter& reporter, Tables& tables);
void read_images(const Node& document, Reporter& reporter, Tables& tables);
void read_permissions(const Node& document, Reporter& reporter, Tables& tables);
void read_node_services(const Node& document, Reporter& reporter, Tables& tables);
void read_restrictions(const Node& document, Reporter& reporter, Tables& tables);
void read_symptoms(const Node& document, Reporter& reporter, Tables& tables);

struct TableFile {
    std::string_view name;
    FileReader read;
};

/// Every file that a knowledge folder holds.
std::span<const TableFile> table_files();

}  // namespace inland::knowledge
