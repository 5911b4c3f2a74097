// SPDX-License-Identifier: Apache-2.0
#include "sources/yaml_keys.h"

#include "core/utf16.h"

#include <algorithm>

namespace inland::sources {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20U;

/// The text, of UTF-16 an even number of bytes; "" when it is none.
std::string beginning_of(std::string_view bytes) {
    return utf8_of(bytes.substr(0, most_bytes)).value_or(std::string());
}

/// Calls visit(key, rest of the line) for every line that begins with a key.
template <typename Visit>
void for_each_key(std::string_view text, const Visit& visit) {
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto colon = line.find(':');
        const bool starts =
            !line.empty() && std::string_view(" \t#-").find(line[0]) == std::string_view::npos;
        if (starts && colon != std::string_view::npos)
            visit(line.substr(0, colon), line.substr(colon + 1));
    }
}

std::string unquoted(std::string_view text) {
    constexpr std::string_view around(" \t\r\"'");
    const auto first = text.find_first_not_of(around);
    const auto last = text.find_last_not_of(around);
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

}  // namespace

std::vector<std::string> yaml_keys(std::string_view bytes) {
    std::vector<std::string> keys;
    for_each_key(beginning_of(bytes),
                 [&](std::string_view key, std::string_view) { keys.push_back(unquoted(key)); });
    return keys;
}

std::string yaml_value(std::string_view bytes, std::string_view wanted) {
    std::string found;
    for_each_key(beginning_of(bytes), [&](std::string_view key, std::string_view rest) {
        if (found.empty() && unquoted(key) == wanted)
            found = unquoted(rest.substr(0, rest.find(" #")));
    });
    return found;
}

}  // namespace inland::sources
