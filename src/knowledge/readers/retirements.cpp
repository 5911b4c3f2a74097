// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/retirements.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<Retirement> {
    static constexpr std::array<Column<Retirement>, 5> all = {
        required<&Retirement::addon>("addon"),   required<&Retirement::since>("since"),
        required<&Retirement::what>("what"),     required<&Retirement::instead>("instead"),
        required<&Retirement::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, Retirements& retirements) {
    static constexpr std::array<Column<Retirements>, 1> top = {
        required<&Retirements::rows>("retirements")};
    read_fields(document, "the file", std::span<const Column<Retirements>>(top), reporter,
                retirements);
}

/// Checked with the other files; the rows are read where they are used (knowledge/retirements.h).
void read_retirements(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    Retirements retirements;
    read_rules(document, reporter, retirements);
}

}  // namespace inland::knowledge
