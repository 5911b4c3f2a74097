// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string_view>

namespace inland::emulator {

RecordKey parameter_key(const Call& call, std::string_view name);
/// A page by MaxResults and NextToken.
Result<json::object> ssm_page(const Call& call, std::string_view list, json::array items,
                              std::int64_t greatest);

}  // namespace inland::emulator
