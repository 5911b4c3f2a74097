// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string_view>

namespace inland::emulator::ecr {

/// A repository's or registry's policy: a document of IAM's with principals. Its error is
/// InvalidParameterException in ECR's words.
Result<void> check_policy_text(std::string_view text);
/// A lifecycle policy: rules with distinct priorities, a selection and an action each.
Result<void> check_lifecycle_policy_text(std::string_view text);

}  // namespace inland::emulator::ecr
