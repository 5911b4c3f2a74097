// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

enum class Effect { Allow, Deny };

/// A statement of a policy, as far as requests of a joining node can tell statements apart.
struct PolicyStatement {
    Effect effect = Effect::Allow;
    std::vector<std::string> actions, not_actions;      ///< patterns; one of the two is empty
    std::vector<std::string> resources, not_resources;  ///< ARN patterns; likewise
    /// Whom it is about: everybody, or principals or conditions that are not evaluated.
    bool for_everybody = true;
    bool has_conditions = false;
};

/// Reads an IAM policy document; fails on what is none.
Result<std::vector<PolicyStatement>> read_policy(std::string_view document);

/// Actions ignore case, resources mind it (IAM User Guide).
enum class Case { Ignored, Minded };

/// IAM's patterns: `*` is any text, `?` any character.
bool matches_pattern(std::string_view pattern, std::string_view text, Case letters);

}  // namespace inland::prove
