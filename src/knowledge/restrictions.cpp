// SPDX-License-Identifier: Apache-2.0
#include "knowledge/restrictions.h"

#include "knowledge/readers/restrictions.h"
#include "knowledge/rule_file.h"
#include "knowledge/wildcard.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::knowledge {

const Restriction* Restrictions::find(std::string_view id) const {
    const auto found = std::ranges::find(rows, id, &Restriction::id);
    return found == rows.end() ? nullptr : &*found;
}

std::vector<const Restriction*> Restrictions::met(MeetingPlace in, std::string_view at,
                                                  std::string_view value) const {
    const auto is_met = [&](const Meeting& meeting) {
        return meeting.in == in && meeting.at == at &&
               (meeting.value.empty() || matches_wildcard(meeting.value, value));
    };
    std::vector<const Restriction*> found;
    for (const auto& row : rows)
        if (std::ranges::any_of(row.met_by, is_met))
            found.push_back(&row);
    return found;
}

Diagnostic told(const Restriction& met, std::string_view what, Place place) {
    return {
        .severity = met.state == RestrictionState::Standing ? Severity::Warning : Severity::Note,
        .rule = met.id,
        .summary = met.title,
        .detail = fmt::format("{}: {} The rule: {}", what, met.now, met.rule),
        .remedy = met.way_out,
        .place = std::move(place)};
}

std::string_view state_name(RestrictionState state) {
    constexpr std::string_view names[] = {"lifted", "conditional", "standing"};
    return names[static_cast<std::size_t>(state)];
}

const Restrictions& built_in_restrictions() {
    return built_in_rules<Restrictions>();
}

Result<Restrictions> load_restrictions(const std::string& folder, Diagnostics& diagnostics) {
    return load_rules<Restrictions>(folder, diagnostics);
}

}  // namespace inland::knowledge
