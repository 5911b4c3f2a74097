// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/image_rules.h"
#include "knowledge/node.h"
#include "knowledge/reporter.h"

namespace inland::knowledge {

/// images.yaml into its rules; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, ImageRules& rules);

}  // namespace inland::knowledge
