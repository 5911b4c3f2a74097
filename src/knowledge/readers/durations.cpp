// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<OperationDuration> {
    static constexpr std::array<Column<OperationDuration>, 6> all = {
        required<&OperationDuration::operation>("operation"),
        required<&OperationDuration::minimum>("minimum"),
        required<&OperationDuration::typical>("typical"),
        required<&OperationDuration::maximum>("maximum"),
        required<&OperationDuration::confidence>("confidence"),
        required<&OperationDuration::source>("source"),
    };
};

void read_durations(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {
        required<&Tables::durations>("durations")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
