// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/symptoms.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, SeenIn& value) {
    static constexpr std::array<std::pair<std::string_view, SeenIn>, 4> words = {
        {{"console", SeenIn::Console},
         {"health", SeenIn::Health},
         {"activity", SeenIn::Activity},
         {"logs", SeenIn::Logs}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<Symptom> {
    static constexpr std::array<Column<Symptom>, 8> all = {
        required<&Symptom::id>("id"),         required<&Symptom::pattern>("pattern"),
        required<&Symptom::seen>("seen"),     optional<&Symptom::causes>("causes"),
        optional<&Symptom::flows>("flows"),   required<&Symptom::meaning>("meaning"),
        required<&Symptom::repair>("repair"), required<&Symptom::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, Symptoms& symptoms) {
    static constexpr std::array<Column<Symptoms>, 2> top = {
        required<&Symptoms::recoveries>("recoveries"), required<&Symptoms::rows>("symptoms")};
    read_fields(document, "the file", std::span<const Column<Symptoms>>(top), reporter, symptoms);
}

/// Checked with the other files; the rows are read where they are used (knowledge/symptoms.h).
void read_symptoms(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    Symptoms symptoms;
    read_rules(document, reporter, symptoms);
}

}  // namespace inland::knowledge
