// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace inland::sources::terraform {

inline constexpr int all_protocols = -1;
inline constexpr int icmp = 1;
inline constexpr int icmp_v6 = 58;

/// The IANA number of "tcp", "6", "-1" or "all"; nothing for other words.
std::optional<int> protocol_number(std::string_view written);

/// A port as rules hold it; Terraform writes -1 and 0 where the protocol has none.
std::uint16_t port_of(std::int64_t port);

}  // namespace inland::sources::terraform
