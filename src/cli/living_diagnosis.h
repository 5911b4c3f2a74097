// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/living_cluster.h"
#include "cli/session.h"
#include "doctor/diagnosis.h"
#include "render/style.h"

#include <string>

namespace inland::cli {

/// What is wrong with a cluster as AWS has it now: proven, and joined with what is seen. Reads
/// only. NotFound where there is no such cluster.
Result<doctor::Diagnosis> diagnose_living(const Invocation& invocation, Session& session,
                                          const LivingCluster& cluster);

/// For people: each cause with what it breaks, what shows it and one repair.
std::string diagnosis_text(const doctor::Diagnosis& diagnosis, const render::Style& style);

/// The likeliest cause and its repair on one line; that nothing is wrong, where nothing is.
std::string diagnosis_line(const doctor::Diagnosis& diagnosis, const render::Style& style);

}  // namespace inland::cli
