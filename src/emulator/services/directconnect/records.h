// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The records of Direct Connect, which is global as far as gateways and their associations go.
namespace inland::emulator::kind {

inline constexpr std::string_view dx_gateway = "directconnect:gateway";  ///< its id; global
/// Its id; global. Hidden "_wanted": the allowed prefixes that an update is about to set.
inline constexpr std::string_view dx_association = "directconnect:association";

}  // namespace inland::emulator::kind
