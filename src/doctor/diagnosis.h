// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "doctor/observations.h"
#include "knowledge/tables.h"
#include "prove/verdict.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inland::doctor {

/// Why something is said to be wrong.
enum class Ground : std::uint8_t {
    Proven,  ///< the proof of what lives finds it, with or without a symptom
    Seen,    ///< somebody says so, and the proof does not explain it
};

/// A symptom as the report tells it.
struct Sign {
    std::string symptom;  ///< id; "" where no row of the table is like it
    std::string_view seen;
    std::string resource;
    std::string line;
};

/// One thing that is wrong, its repair, and what shows it.
struct Ailment {
    Ground ground = Ground::Proven;
    std::string kind;      ///< of cause, a finding's rule, or the symptom
    std::string resource;  ///< in AWS's words
    std::string detail;
    std::vector<std::string> flows;  ///< that it keeps from being as they must
    std::vector<std::string> repair;
    std::vector<Sign> signs;
};

/// What the proof could not decide.
struct Undecided {
    std::string flow;
    std::string missing;
};

struct Diagnosis {
    std::string cluster;
    std::vector<Ailment> ailments;  ///< the likeliest first
    std::vector<Undecided> undecided;
    std::vector<Unread> unread;
};

/// Joins what is proven with what is seen. Pure. What a machine meets first while it boots is
/// likeliest, and of equals what somebody shows.
Diagnosis diagnose(const prove::Verdicts& verdicts, const Observations& observations,
                   const knowledge::Tables& tables);

/// `doctor -o json`: docs/schemas/diagnosis-v1.json describes it.
json::value diagnosis_json(const Diagnosis& diagnosis);

}  // namespace inland::doctor
