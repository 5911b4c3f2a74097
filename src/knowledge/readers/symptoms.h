// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"
#include "knowledge/symptoms.h"

namespace inland::knowledge {

/// symptoms.yaml into its rows; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, Symptoms& symptoms);

}  // namespace inland::knowledge
