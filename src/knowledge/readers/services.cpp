// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<ServiceName> {
    static constexpr std::array<Column<ServiceName>, 4> all = {
        required<&ServiceName::service>("service"),
        required<&ServiceName::host>("host"),
        optional<&ServiceName::endpoint>("endpoint"),
        required<&ServiceName::source>("source"),
    };
};

void read_services(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::services>("services")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
