// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/service.h"

#include <cstddef>
#include <string_view>

namespace inland::emulator::route53 {

/// How many items the input asks for: Route 53 writes it as text. More than `greatest` are cut down
/// to it; what is no number above zero is InvalidInput.
Result<std::size_t> page_size(const Call& call, std::string_view member, std::size_t greatest);

}  // namespace inland::emulator::route53
