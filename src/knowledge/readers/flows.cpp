// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/calls.h"
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, Must& value) {
    static constexpr std::array<std::pair<std::string_view, Must>, 2> words = {
        {{"reach", Must::Reach}, {"never-reach", Must::NeverReach}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<Flow> {
    static constexpr std::array<Column<Flow>, 12> all = {
        required<&Flow::id>("id"),
        required<&Flow::must>("must"),
        required<&Flow::title>("title"),
        required<&Flow::from>("from"),
        optional<&Flow::service>("service"),
        optional<&Flow::protocol>("protocol"),
        optional<&Flow::ports>("ports"),
        optional<&Flow::operating_systems>("operatingSystems"),
        optional<&Flow::calls>("calls"),
        required<&Flow::symptom>("symptom"),
        required<&Flow::explanation>("explanation"),
        required<&Flow::source>("source"),
    };
};

void read_flows(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::flows>("flows")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
