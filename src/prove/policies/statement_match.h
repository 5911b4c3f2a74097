// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"
#include "prove/policies/principal_match.h"
#include "prove/policies/truth.h"

#include <string>

namespace inland::prove {

/// What a list of policies says about one request.
struct PolicyOpinion {
    Truth denies = Truth::No;
    std::string denied_by;  ///< "Statement of POLICY"
    NamedAs allows;         ///< by how the allowing statements name who asks
    Doubts doubts;          ///< the keys whose values would decide
};

PolicyOpinion opinion_of(const std::vector<Policy>& policies, const PolicyRequest& request);

}  // namespace inland::prove
