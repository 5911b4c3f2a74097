// SPDX-License-Identifier: Apache-2.0
#include "core/json_error.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland {

std::unexpected<Error> not_json(std::string_view text, std::size_t offset,
                                std::string_view message) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto last_newline = before.rfind('\n');
    const auto column = before.size() - (last_newline == before.npos ? 0 : last_newline + 1) + 1;
    return failure(ErrorKind::InvalidInput,
                   fmt::format("not JSON at line {}, column {}: {}", line, column, message));
}

}  // namespace inland
