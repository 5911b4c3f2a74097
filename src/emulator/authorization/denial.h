// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/result.h"
#include "prove/policies/evaluation.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// Whose policy a resource's own policy is, in a denial.
enum class OwnPolicy { ResourceBased, RoleTrust };

/// Why the evaluation refused, in IAM's words ("because no identity-based policy allows the
/// ec2:RunInstances action", "with an explicit deny in a permissions boundary"): IAM User Guide,
/// "Troubleshoot access denied error messages".
std::string reason_of_denial(const prove::PolicySet& policies, const prove::PolicyRequest& request,
                             OwnPolicy own = OwnPolicy::ResourceBased);

/// "User: ARN is not authorized to perform: ACTION on resource: SHOWN REASON"; without a resource
/// when `shown` is empty.
std::string denial_message(const prove::PolicyRequest& request, std::string_view shown,
                           std::string_view reason);

/// The denial as the service's protocol says it: UnauthorizedOperation, AccessDenied or
/// AccessDeniedException.
Error denial(aws::Protocol protocol, std::string message);

}  // namespace inland::emulator
