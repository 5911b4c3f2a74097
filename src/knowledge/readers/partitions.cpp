// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<Partition> {
    static constexpr std::array<Column<Partition>, 5> all = {
        required<&Partition::name>("name"),
        required<&Partition::dns_suffix>("dnsSuffix"),
        required<&Partition::api_suffix>("apiSuffix"),
        optional<&Partition::endpoint_prefixes>("endpointPrefixes"),
        required<&Partition::source>("source"),
    };
};

void read_partitions(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {
        required<&Tables::partitions>("partitions")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
