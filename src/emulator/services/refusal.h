// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/service.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace inland::emulator {

/// AWS's own error: its code and its words. The kind follows from the code ("….NotFound",
/// "DependencyViolation"), which is what clients look at.
[[nodiscard]] std::unexpected<Error> refuse(std::string code, std::string message,
                                            int http_status = 400);

/// MissingParameter for the first of `members` that the input lacks (EC2's words).
[[nodiscard]] Result<void> require(const Call& call,
                                   std::initializer_list<std::string_view> members);

}  // namespace inland::emulator
