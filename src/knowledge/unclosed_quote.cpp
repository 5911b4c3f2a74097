// SPDX-License-Identifier: Apache-2.0
#include "knowledge/unclosed_quote.h"

namespace inland::knowledge {

namespace {

/// In single quotes, two of them stand for one.
bool has_closing_single_quote(std::string_view rest) {
    for (auto at = rest.find('\''); at != std::string_view::npos; at = rest.find('\'', at + 2))
        if (at + 1 >= rest.size() || rest[at + 1] != '\'')
            return true;
    return false;
}

bool has_closing_double_quote(std::string_view rest) {
    constexpr std::string_view special = "\"\\";
    for (auto at = rest.find_first_of(special); at != std::string_view::npos;
         at = rest.find_first_of(special, at + 2))
        if (rest[at] == '"')
            return true;
    return false;
}

}  // namespace

bool is_unclosed_quote(std::string_view text, std::size_t offset) {
    if (offset >= text.size())
        return false;
    const auto rest = text.substr(offset + 1);
    if (text[offset] == '\'')
        return !has_closing_single_quote(rest);
    return text[offset] == '"' && !has_closing_double_quote(rest);
}

}  // namespace inland::knowledge
