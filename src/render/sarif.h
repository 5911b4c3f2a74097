// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "knowledge/tables.h"
#include "prove/verdict.h"
#include "render/verdicts_json.h"

#include <vector>

namespace inland::render {

/// SARIF 2.1.0 (OASIS), as code scanning takes it: one result for each cause of each failing or
/// unknown flow, and one for each finding, with the places in the user's files. Rule ids are
/// stable: "FLOW/CAUSE" or the finding's rule; their help is the tables'.
json::value sarif(const prove::Verdicts& verdicts, const std::vector<VerdictSource>& sources,
                  const knowledge::Tables& tables);

}  // namespace inland::render
