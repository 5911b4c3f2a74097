// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"

#include <vector>

namespace inland::prove {

/// A policy that allows everybody everything: what stands in where AWS itself allows.
Policy full_access();

/// Whether a policy is just that.
bool is_full_access(const std::vector<PolicyStatement>& policy);

}  // namespace inland::prove
