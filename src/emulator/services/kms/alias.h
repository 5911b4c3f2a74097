// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

/// Other names of keys: "alias/NAME", or its ARN.
namespace inland::emulator {

bool is_alias(std::string_view name);
/// The id of the key that an alias stands for; NotFoundException for an alias that is not there.
Result<std::string> target_of_alias(const Call& call, std::string_view name);

}  // namespace inland::emulator
