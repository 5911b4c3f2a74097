// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/lint_rules.h"
#include "knowledge/node.h"
#include "knowledge/reporter.h"

namespace inland::knowledge {

/// lint.yaml into its rules; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, LintRules& rules);

}  // namespace inland::knowledge
