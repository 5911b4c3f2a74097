// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string_view>

namespace inland {

/// The InvalidInput of a text that is no JSON from `offset` on: "not JSON at line 3, column 5:
/// ...".
std::unexpected<Error> not_json(std::string_view text, std::size_t offset,
                                std::string_view message);

}  // namespace inland
