// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// What a placeholder of knowledge/permissions.yaml stands for: one text, several, or none.
using PlaceholderValues = std::function<std::vector<std::string>(std::string_view name)>;

/// Every text that a template makes: one for each combination of its placeholders' values, none
/// when a placeholder without a default ("{Path|/}", "{UserName|$user}") has no value. Pure.
std::vector<std::string> fill(std::string_view text, const PlaceholderValues& values);

}  // namespace inland::emulator
