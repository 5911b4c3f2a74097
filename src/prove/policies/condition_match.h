// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"
#include "prove/policies/truth.h"

namespace inland::prove {

/// Whether a request meets one condition (IAM User Guide, Condition operators and Set operators,
/// 2026-08). Of a missing key: negated operators, "IfExists" and ForAllValues hold, others do not.
Truth match_condition(const Condition& condition, Variables variables, const PolicyRequest& request,
                      Doubts& doubts);

}  // namespace inland::prove
