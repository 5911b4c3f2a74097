// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/evaluation.h"
#include "prove/policies/truth.h"

namespace inland::prove {

/// How a statement's Principal or NotPrincipal names who asks; what a statement grants differs by
/// it (IAM User Guide, How AWS enforcement code logic evaluates requests, 2026-08).
struct NamedAs {
    Truth itself = Truth::No;   ///< by its own ARN (the session's, for one) or by everybody
    Truth role = Truth::No;     ///< by the ARN of the role whose session it is
    Truth account = Truth::No;  ///< by its account, whose IAM decides then
};

/// Nobody is named in an identity policy: the statement is about whom it is attached to.
NamedAs match_principal(const PolicyStatement& statement, const PolicyPrincipal& principal);

/// Named in any way.
Truth is_named(const NamedAs& named);

}  // namespace inland::prove
