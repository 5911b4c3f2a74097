// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_document.h"

#include <string>
#include <vector>

namespace inland::prove {

/// A document as it is written, before anything but its grammar was judged.
struct PolicyText {
    std::string version;  ///< "" when it names none
    std::vector<PolicyStatement> statements;
};

/// What IAM refuses in a document of this kind beside its grammar, in IAM's words and order.
Result<void> check_policy(const PolicyText& policy, PolicyKind kind);

}  // namespace inland::prove
