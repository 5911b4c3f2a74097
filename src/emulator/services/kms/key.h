// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/service.h"

#include <string_view>

/// Finding the key that a call of KMS names: by id, ARN, alias or alias ARN.
namespace inland::emulator {

Result<RecordKey> find_key(const Call& call, std::string_view member = "KeyId");
/// The same; a key that is pending deletion is refused with KMSInvalidStateException.
Result<RecordKey> find_usable_key(const Call& call, std::string_view member = "KeyId");
/// The same, which must be enabled, too (DisabledException).
Result<RecordKey> find_enabled_key(const Call& call, std::string_view member = "KeyId");
/// Refuses keys that are disabled or pending deletion.
Result<void> check_enabled(const json::object& key);

/// A page by Limit and Marker: {list, "Truncated", "NextMarker"}.
Result<json::object> kms_page(const Call& call, std::string_view list, json::array items);

}  // namespace inland::emulator
