// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<JoinStep> {
    static constexpr std::array<Column<JoinStep>, 7> all = {
        required<&JoinStep::flow>("flow"),
        required<&JoinStep::title>("title"),
        required<&JoinStep::takes>("takes"),
        required<&JoinStep::gives_up_after>("givesUpAfter"),
        optional<&JoinStep::console>("console"),
        required<&JoinStep::console_failure>("consoleFailure"),
        required<&JoinStep::source>("source"),
    };
};

template <>
struct Columns<JoinSequence> {
    static constexpr std::array<Column<JoinSequence>, 2> all = {
        required<&JoinSequence::operating_system>("operatingSystem"),
        required<&JoinSequence::steps>("steps"),
    };
};

void read_joins(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::joins>("joins")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
