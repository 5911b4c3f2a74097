// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"
#include "knowledge/restrictions.h"

namespace inland::knowledge {

/// restrictions.yaml into its rows; what does not fit is reported.
void read_rules(const Node& document, Reporter& reporter, Restrictions& restrictions);

}  // namespace inland::knowledge
