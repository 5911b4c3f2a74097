// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "knowledge/symptoms.h"
#include "sources/live.h"

#include <string>
#include <vector>

namespace inland::doctor {

/// A symptom that AWS or a machine shows now.
struct Observation {
    const knowledge::Symptom* symptom;  ///< of the table that was asked; null: no row is like it
    knowledge::SeenIn seen;
    std::string resource;  ///< "node-group/general", an instance's id
    std::string line;
};

/// What could not be read, and why.
struct Unread {
    std::string what;
    std::string why;
};

struct Observations {
    std::vector<Observation> seen;
    std::vector<Unread> unread;
};

/// Asks EKS for health issues, Auto Scaling for launches that failed, and EC2 for the consoles of
/// each group's youngest machines. Reads only. A call that the caller may not make is Unread;
/// other failures fail the reading.
Result<Observations> read_observations(const sources::Describe& describe,
                                       const std::string& cluster,
                                       const knowledge::Symptoms& symptoms);

}  // namespace inland::doctor
