// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/service.h"

#include <cstddef>
#include <string_view>

namespace inland::emulator {

/// Whether an account may have `count` of something: the error of the quota's row in
/// knowledge/quotas.yaml when it may not. `name` is what the something belongs to, for the message.
/// No row: no limit.
Result<void> check_quota(const Call& call, std::string_view quota, std::size_t count,
                         std::string_view name = "");
/// The same for one more record of a kind, or of those whose `path` is `value`.
Result<void> check_one_more(const Call& call, std::string_view quota, std::string_view kind);
Result<void> check_one_more(const Call& call, std::string_view quota, std::string_view kind,
                            std::string_view path, std::string_view value);

}  // namespace inland::emulator
