// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/endpoints.h"

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace inland::aws {

/// A service's host name in a partition. "{region}" in `host` and `signing_region` stands for the
/// Region; the row of "*" is for the Regions that have no row of their own.
struct HostRow {
    std::string service;
    std::string variant;  ///< plain, fips, dualstack, fips-dualstack
    std::string region;   ///< or "*"
    std::string host;
    std::string signing_region;
};

struct PartitionTable {
    Partition partition;
    std::regex region_form;
    std::vector<std::string> regions;
    std::vector<HostRow> hosts;

    /// The row for a Region, or nullptr when the service has no such name there.
    [[nodiscard]] const HostRow* find_host(std::string_view service, std::string_view variant,
                                           std::string_view region) const;
};

/// src/aws/api/partitions.api, parsed on first use:
///
///     partition NAME DNS_SUFFIX DUALSTACK_SUFFIX REGION_FORM
///       regions REGION...
///       host SERVICE VARIANT REGION|* HOST SIGNING_REGION
const std::vector<PartitionTable>& partition_tables();
/// The table of a Region: of the partition that lists it, else whose form it has, else the first.
const PartitionTable& partition_table_of(std::string_view region);

}  // namespace inland::aws
