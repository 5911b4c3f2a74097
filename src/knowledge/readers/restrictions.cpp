// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/restrictions.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

static void read_value(const Node& node, Reporter& reporter, RestrictionState& value) {
    static constexpr std::array<std::pair<std::string_view, RestrictionState>, 3> words = {
        {{"lifted", RestrictionState::Lifted},
         {"conditional", RestrictionState::Conditional},
         {"standing", RestrictionState::Standing}}};
    read_word(node, reporter, words, value);
}

static void read_value(const Node& node, Reporter& reporter, MeetingPlace& value) {
    static constexpr std::array<std::pair<std::string_view, MeetingPlace>, 3> words = {
        {{"spec", MeetingPlace::Spec},
         {"plan", MeetingPlace::Plan},
         {"manifest", MeetingPlace::Manifest}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<Meeting> {
    static constexpr std::array<Column<Meeting>, 3> all = {
        required<&Meeting::in>("in"),
        required<&Meeting::at>("at"),
        optional<&Meeting::value>("value"),
    };
};

template <>
struct Columns<Restriction> {
    static constexpr std::array<Column<Restriction>, 9> all = {
        required<&Restriction::id>("id"),          required<&Restriction::title>("title"),
        required<&Restriction::state>("state"),    required<&Restriction::then>("then"),
        required<&Restriction::now>("now"),        required<&Restriction::rule>("rule"),
        required<&Restriction::way_out>("wayOut"), optional<&Restriction::met_by>("metBy"),
        required<&Restriction::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, Restrictions& restrictions) {
    static constexpr std::array<Column<Restrictions>, 1> top = {
        required<&Restrictions::rows>("restrictions")};
    read_fields(document, "the file", std::span<const Column<Restrictions>>(top), reporter,
                restrictions);
}

/// Checked with the other files; the rows are read where they are used (knowledge/restrictions.h).
void read_restrictions(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    Restrictions restrictions;
    read_rules(document, reporter, restrictions);
}

}  // namespace inland::knowledge
