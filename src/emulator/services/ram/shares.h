// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"
#include "emulator/services/operation.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the files about Resource Access Manager share. All accounts of the embedded AWS are of one
/// organization in which sharing is enabled: a share is seen at once, and nobody is invited.
namespace inland::emulator::sharing {

std::span<const OperationRow> share_operations();
std::span<const OperationRow> association_operations();
std::span<const OperationRow> shared_resource_operations();
std::span<const OperationRow> invitation_operations();

/// A share with its key, as the store has it until the next change.
using Share = std::pair<RecordKey, const json::object*>;

/// The caller's own share of that ARN: UnknownResourceException, MalformedArnException.
Result<RecordKey> find_share(const Call& call, std::string_view arn);
/// The shares of one side: the caller's own ("SELF"), or those in which it takes part
/// ("OTHER-ACCOUNTS"); any other text is InvalidParameterException.
Result<std::vector<Share>> shares_of_side(const Call& call, std::string_view owner);
/// Whether `wanted` is empty or names the value.
bool is_wanted(const json::object& input, std::string_view wanted, std::string_view value);

/// Each must be a subnet of the caller's own, which is not a default one.
Result<void> check_resources(const Call& call, const std::vector<std::string>& arns);
/// Each must be an account's id.
Result<void> check_principals(const std::vector<std::string>& principals);

/// Once for each client token.
template <Handler handler>
Result<json::object> once(const Call& call) {
    return run_once(call, handler, "clientToken", "IdempotentParameterMismatchException");
}

/// A list in pages, as the input asks for it.
Result<json::object> paged(const Call& call, std::string_view output, json::array items);

}  // namespace inland::emulator::sharing
