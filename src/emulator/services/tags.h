// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

/// Tags in AWS's two forms: a list of {"Key", "Value"} (EC2, IAM, SSM, ECR) and a map (EKS, logs).
namespace inland::emulator {

/// Adds or replaces each of `added` in a list of tags, kept in order of their keys.
void merge_tags(json::array& tags, const json::array& added);
/// Takes out the tags of these keys.
void remove_tags(json::array& tags, const std::vector<std::string>& keys);
/// The value of one tag of the list, or "".
std::string tag_value(const json::array& tags, std::string_view key);
/// A list of tags for a map of them, in order of their keys.
json::array tag_list(const json::object& map);

/// AWS's limits: 50 tags, keys of 1..128 characters that do not begin with "aws:", values up to
/// 256. `code` is what the service calls the mistake.
Result<void> check_tags(const json::array& tags, std::string_view code);

}  // namespace inland::emulator
