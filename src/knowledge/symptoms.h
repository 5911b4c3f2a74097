// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// knowledge/symptoms.yaml: what programs and AWS say when something does not work, and what it
/// means. Not part of Tables, since only `doctor` and `explain` read it.
namespace inland::knowledge {

/// Where something is said.
enum class SeenIn : std::uint8_t { Console, Health, Activity, Logs };

struct Symptom {
    std::string id;
    std::string pattern;  ///< found anywhere in a line; * stands for any run of characters
    std::vector<SeenIn> seen;
    std::vector<std::string> causes;  ///< kinds that bring it about; empty: of any kind
    std::vector<std::string> flows;   ///< that fail then, "node.*"; empty: none that is proven
    std::string meaning;
    std::string repair;
    std::string source;
};

struct Symptoms {
    static constexpr std::string_view file_name = "symptoms.yaml";

    std::vector<std::string> recoveries;  ///< lines of a console after which earlier ones are past
    std::vector<Symptom> rows;

    [[nodiscard]] bool empty() const { return rows.empty(); }
    /// Null where there is none.
    [[nodiscard]] const Symptom* find(std::string_view id) const;
    /// The first row that a line shows: the file has the telling ones first. Null: none.
    [[nodiscard]] const Symptom* in_line(SeenIn seen, std::string_view line) const;
    /// What a console says since its machine last got on.
    [[nodiscard]] std::string_view since_recovery(std::string_view console) const;
};

/// "console", "health", "activity", "logs".
std::string_view seen_name(SeenIn seen);

/// Compiled into this binary.
const Symptoms& built_in_symptoms();

/// Those of a folder, or the built-in ones where it has no symptoms.yaml.
Result<Symptoms> load_symptoms(const std::string& folder, Diagnostics& diagnostics);

}  // namespace inland::knowledge
