// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland {

/// The text of a file that may begin with a byte order mark: UTF-8 as it is, UTF-16 of either
/// order rewritten (RFC 3629, RFC 2781). A lone surrogate or an odd length is an InvalidInput.
Result<std::string> utf8_of(std::string_view bytes);

/// The same without a copy of what is UTF-8 already; `rewritten` holds what is not, and must, as
/// the bytes, outlive the text.
Result<std::string_view> utf8_of(std::string_view bytes, std::string& rewritten);

}  // namespace inland
