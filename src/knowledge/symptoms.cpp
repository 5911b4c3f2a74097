// SPDX-License-Identifier: Apache-2.0
#include "knowledge/symptoms.h"

#include "knowledge/readers/symptoms.h"
#include "knowledge/rule_file.h"
#include "knowledge/wildcard.h"

#include <algorithm>

namespace inland::knowledge {

const Symptom* Symptoms::find(std::string_view id) const {
    const auto found = std::ranges::find(rows, id, &Symptom::id);
    return found == rows.end() ? nullptr : &*found;
}

const Symptom* Symptoms::in_line(SeenIn seen, std::string_view line) const {
    const auto shows = [&](const Symptom& symptom) {
        return std::ranges::find(symptom.seen, seen) != symptom.seen.end() &&
               matches_wildcard("*" + symptom.pattern + "*", line);
    };
    const auto found = std::ranges::find_if(rows, shows);
    return found == rows.end() ? nullptr : &*found;
}

std::string_view Symptoms::since_recovery(std::string_view console) const {
    for (const auto& recovery : recoveries)
        if (const auto at = console.rfind(recovery); at != console.npos)
            console.remove_prefix(at);
    return console;
}

std::string_view seen_name(SeenIn seen) {
    constexpr std::string_view names[] = {"console", "health", "activity", "logs"};
    return names[static_cast<std::size_t>(seen)];
}

const Symptoms& built_in_symptoms() {
    return built_in_rules<Symptoms>();
}

Result<Symptoms> load_symptoms(const std::string& folder, Diagnostics& diagnostics) {
    return load_rules<Symptoms>(folder, diagnostics);
}

}  // namespace inland::knowledge
