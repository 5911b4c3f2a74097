// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

enum class CoverageLevel { Full, Partial, Absent };

/// How well one operation is emulated: what the dispatcher refuses and docs/emulator.md says.
struct Coverage {
    CoverageLevel level = CoverageLevel::Absent;
    std::string partial;               ///< OperationRow::partial
    std::vector<std::string> refused;  ///< input members that are refused by name
    std::vector<std::string> ignored;  ///< input members that are taken and change nothing
};

/// The coverage of an operation of a table in src/aws/api. Refused and ignored members come from
/// src/emulator/members/*.txt, which scripts/make-member-coverage.py makes from the handlers'
/// source. Pure; safe for all threads.
Coverage coverage_of(std::string_view service, std::string_view operation);

/// The first member of `input` that the operation refuses, or "". A member that says nothing
/// (false, 0, "", an empty list or object) is let through: clients send those as defaults.
std::string refused_member(std::string_view service, std::string_view operation,
                           const json::object& input);

/// "full", "partial", "absent".
std::string_view to_string(CoverageLevel level);

}  // namespace inland::emulator
