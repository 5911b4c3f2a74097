// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/policy_world.h"

#include <rapidcheck.h>

namespace inland::oracle {

/// Policies and requests over the small vocabulary.
rc::Gen<PolicyQuestion> policy_questions();

}  // namespace inland::oracle
