// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// A policy of the account, or one that AWS manages; NoSuchEntity otherwise.
Result<void> check_policy_exists(const Call& call, const std::string& policy_arn);
/// AttachmentCount of a customer's policy.
void count_attachment(const Call& call, const std::string& policy_arn, int change);
/// The text of a policy's default version, or "" when there is no such policy.
std::string policy_text(const World& world, const std::string& account,
                        const std::string& policy_arn);

}  // namespace inland::emulator
