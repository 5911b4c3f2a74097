// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::emulator::route53 {

/// Whether Route 53 has records of this type.
bool is_record_type(std::string_view type);

/// What is wrong with a record's value, in Route 53's words ("FATAL problem:
/// ARRDATAIllegalIPv4Address …"), or "" (Route 53 Developer Guide, supported DNS record types).
std::string value_problem(std::string_view type, std::string_view value);

}  // namespace inland::emulator::route53
