// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/coredns.h"
#include "knowledge/node.h"
#include "knowledge/reporter.h"

namespace inland::knowledge {

/// coredns.yaml into its rows; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, CoreDns& coredns);

}  // namespace inland::knowledge
