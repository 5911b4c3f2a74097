// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/truth.h"

#include <compare>
#include <optional>
#include <string_view>

/// How the values of conditions are read and compared that are no texts.
namespace inland::prove {

std::optional<double> read_number(std::string_view text);

/// Seconds since 1970: "1767225600", or as W3C's profile of ISO 8601 has it: "2026-01-01",
/// "2026-01-01T00:00:00Z", with fractions and offsets.
std::optional<double> read_date(std::string_view text);

std::optional<bool> read_boolean(std::string_view text);

/// Whether an IPv4 or IPv6 address lies in a block; a block without length is one address.
bool is_in_block(std::string_view block, std::string_view address);

}  // namespace inland::prove
