// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// A policy of the account, or one that AWS manages; NoSuchEntity otherwise.
Result<void> check_policy_exists(const Call& call, const std::string& policy_arn);
/// The policy that the input's PolicyArn names, with its versions; NoSuchEntity otherwise.
Result<json::object> find_policy(const Call& call);
/// The path in a policy's ARN: "/service-role/".
std::string policy_path(std::string_view policy_arn);
/// {"VersionId", "IsDefaultVersion", "CreateDate"} and the hidden text.
json::object policy_version(const World& world, std::string id, const std::string& document);
/// The policy's text must be one, of 6144 characters at most.
Result<void> check_managed_document(const std::string& text);
/// Refuses to change what AWS manages.
Result<void> check_is_own(const std::string& policy_arn);
/// AttachmentCount of a customer's policy.
void count_attachment(const Call& call, const std::string& policy_arn, int change);
/// PermissionsBoundaryUsageCount, likewise.
void count_boundary(const Call& call, const std::string& policy_arn, int change);
/// The text of a policy's default version, or "" when there is no such policy.
std::string policy_text(const World& world, const std::string& account,
                        const std::string& policy_arn);

}  // namespace inland::emulator
