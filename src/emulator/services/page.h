// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// One page of a list.
struct Page {
    json::array items;
    std::string next_token;  ///< "" on the last page
};

/// The page of at most `size` items that `token` ("" for the first) names. A token is opaque: it
/// holds how far the reader came, sealed so that a made-up one is refused with `bad_token_code`.
Result<Page> take_page(json::array items, std::string_view token, std::size_t size,
                       std::string_view bad_token_code);

}  // namespace inland::emulator
