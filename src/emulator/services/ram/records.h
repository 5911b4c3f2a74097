// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The records of AWS Resource Access Manager.
namespace inland::emulator::kind {

/// Its ARN. Hidden: "_resources" (ARNs) and "_principals" (account ids).
inline constexpr std::string_view resource_share = "ram:resource-share";

}  // namespace inland::emulator::kind
