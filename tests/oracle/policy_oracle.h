// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/policy_world.h"

#include <string>

namespace inland::oracle {

/// What IAM answers, found slowly: the unknown key is given every value in turn, and the answer is
/// "unknown" when it may be allowed or not. Else "allowed", "denied" (by a statement in every case)
/// or "refused".
std::string ask_iam(const PolicyQuestion& question);

/// How many conditions and variables look at the unknown key: with one, three-valued logic is
/// exact.
int looks_at_unknown(const PolicyQuestion& question);

}  // namespace inland::oracle
