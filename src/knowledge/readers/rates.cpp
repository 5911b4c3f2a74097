// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<Rate> {
    static constexpr std::array<Column<Rate>, 8> all = {
        required<&Rate::service>("service"),       required<&Rate::operations>("operations"),
        required<&Rate::burst>("burst"),           required<&Rate::refill>("refill"),
        required<&Rate::error_code>("errorCode"),  required<&Rate::http_status>("httpStatus"),
        required<&Rate::confidence>("confidence"), required<&Rate::source>("source"),
    };
};

void read_rates(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::rates>("rates")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
