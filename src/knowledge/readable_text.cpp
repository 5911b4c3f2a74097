// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readable_text.h"

#include "knowledge/text_check.h"

#include <fmt/format.h>

namespace inland::knowledge {

bool is_readable_text(std::string_view text, std::size_t maximum_bytes, Reporter& reporter) {
    if (text.size() > maximum_bytes) {
        reporter.error({}, "too-large", "the file is too large",
                       fmt::format("{} bytes, at most {}", text.size(), maximum_bytes));
        return false;
    }
    if (const auto binary = first_binary_byte(text)) {
        reporter.error(*binary, "not-text", "the file is not text",
                       "a byte here belongs to no UTF-8 text");
        return false;
    }
    return true;
}

}  // namespace inland::knowledge
