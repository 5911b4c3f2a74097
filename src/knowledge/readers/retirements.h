// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"
#include "knowledge/retirements.h"

namespace inland::knowledge {

/// retirements.yaml into its rows; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, Retirements& retirements);

}  // namespace inland::knowledge
