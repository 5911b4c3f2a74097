// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/repairs/remedy.h"

#include <vector>

namespace inland::prove {

/// Single changes that may keep away what should never pass: each takes away one rule of a security
/// group, or one route, that the verdict's witness may have used. Whether one is enough, and harms
/// nothing, is for a trial to say. None without a witness.
std::vector<Remedy> cuts_for(const Scene& scene, const Verdict& verdict);

}  // namespace inland::prove
