// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/removed_apis.h"
#include "knowledge/reporter.h"

namespace inland::knowledge {

/// removed-apis.yaml into its rows; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, RemovedApis& apis);

}  // namespace inland::knowledge
