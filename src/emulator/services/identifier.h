// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::emulator {

/// A random UUID (RFC 9562 version 4), as EKS and KMS name things.
std::string new_uuid();
/// `prefix` and `digits` hexadecimal digits that are always the same for `seed`.
std::string stable_id(std::string_view prefix, std::string_view seed, std::size_t digits = 17);

}  // namespace inland::emulator
