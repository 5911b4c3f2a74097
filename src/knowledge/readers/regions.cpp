// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

/// `zones: {eu-central-1a: euc1-az2, ...}` in order; an id that nobody knows is left empty.
static void read_zones(const Node& node, Reporter& reporter, Region& region) {
    if (node.kind != NodeKind::Map)
        return reporter.wrong_kind(node, node.key, kind_name(NodeKind::Map));
    for (const auto& zone : node.children) {
        region.zones.push_back(zone.key);
        if (!zone.is_null())
            read_value(zone, reporter, region.zone_ids[zone.key]);
    }
}

template <>
struct Columns<Region> {
    static constexpr std::array<Column<Region>, 7> all = {
        required<&Region::name>("name"),
        required<&Region::partition>("partition"),
        Column<Region>{"zones", Presence::Required, read_zones},
        optional<&Region::eks_refused_zone_ids>("eksRefusedZoneIds"),
        required<&Region::registry_account>("registryAccount"),
        optional<&Region::missing_endpoints>("missingEndpoints"),
        required<&Region::source>("source"),
    };
};

void read_regions(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::regions>("regions")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
