// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<CauseText> {
    static constexpr std::array<Column<CauseText>, 6> all = {
        required<&CauseText::kind>("kind"),
        required<&CauseText::title>("title"),
        required<&CauseText::explanation>("explanation"),
        required<&CauseText::remedy>("remedy"),
        optional<&CauseText::symptom>("symptom"),
        required<&CauseText::source>("source"),
    };
};

void read_causes(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::causes>("causes")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
