// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// knowledge/retirements.yaml: add-ons that nobody maintains any more. Not part of Tables, since
/// only the design tells of them.
namespace inland::knowledge {

struct Retirement {
    std::string addon;
    std::string since;  ///< "2026-03"
    std::string what;
    std::string instead;
    std::string source;
};

struct Retirements {
    static constexpr std::string_view file_name = "retirements.yaml";

    std::vector<Retirement> rows;

    [[nodiscard]] bool empty() const { return rows.empty(); }
    /// Null where somebody maintains it.
    [[nodiscard]] const Retirement* of(std::string_view addon) const;
};

/// Compiled into this binary.
const Retirements& built_in_retirements();

}  // namespace inland::knowledge
