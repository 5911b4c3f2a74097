// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<Quota> {
    static constexpr std::array<Column<Quota>, 6> all = {
        required<&Quota::name>("name"),
        required<&Quota::limit>("limit"),
        required<&Quota::error_code>("errorCode"),
        required<&Quota::message>("message"),
        required<&Quota::confidence>("confidence"),
        required<&Quota::source>("source"),
    };
};

void read_quotas(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::quotas>("quotas")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
