// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "prove/policies/policy_document.h"

#include <string>
#include <vector>

/// How the elements of a policy document are read. All fail with IAM's "Syntax errors in policy.".
namespace inland::prove {

/// IAM's error of a policy that it does not take.
Error malformed_policy(std::string message);
/// The one it gives for everything that is not of the policy grammar.
Error syntax_error();

Result<std::string> read_policy_text(const json::value& value);
/// One text or a list of texts.
Result<std::vector<std::string>> read_policy_texts(const json::value& value);
/// "*" or {"AWS": ..., "Service": ...}.
Result<std::vector<PrincipalName>> read_principals(const json::value& value);
/// {"StringEquals": {"aws:SourceVpce": ["vpce-1"]}}.
Result<std::vector<Condition>> read_conditions(const json::value& value);

}  // namespace inland::prove
