// SPDX-License-Identifier: Apache-2.0
#include "manifests/scalar_extent.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace inland::manifests {

namespace {

constexpr std::string_view spaces = " \t\r\n";
constexpr std::string_view name_punctuation = "._-/:@[]";

/// Behind "&anchor" and "!tag" and the space after them.
std::size_t behind_properties(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
        at = std::min(text.find_first_of(spaces, at), text.size());
        at = std::min(text.find_first_not_of(spaces, at), text.size());
    }
    return at;
}

std::size_t line_end(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::optional<ScalarExtent> single_quoted(std::string_view text, std::size_t begin) {
    for (auto at = text.find('\'', begin); at != std::string_view::npos;
         at = text.find('\'', at + 2))
        if (at + 1 >= text.size() || text[at + 1] != '\'')
            return ScalarExtent{.begin = begin, .end = at};
    return std::nullopt;
}

/// How many hexadecimal digits follow the letter of an escape.
std::size_t digits_after(char letter) {
    constexpr std::size_t of_x = 2;
    constexpr std::size_t of_u = 4;
    constexpr std::size_t of_long_u = 8;
    if (letter == 'x')
        return of_x;
    if (letter == 'u')
        return of_u;
    return letter == 'U' ? of_long_u : 0;
}

bool is_of_names(unsigned long code) {
    constexpr unsigned long first_beyond_ascii = 0x80;
    return code < first_beyond_ascii &&
           (std::isalnum(static_cast<int>(code)) != 0 ||
            name_punctuation.find(static_cast<char>(code)) != std::string_view::npos);
}

/// The length of the escape that starts with this backslash; 0 when it stands for a letter that
/// names may hold, or joins two lines.
std::size_t harmless_escape(std::string_view rest) {
    constexpr int hexadecimal = 16;
    if (rest.size() < 2 || rest[1] == '/' || rest[1] == '\n' || rest[1] == '\r')
        return 0;
    const std::size_t digits = digits_after(rest[1]);
    if (digits == 0)
        return 2;
    unsigned long code = 0;
    const auto hex = rest.substr(2, digits);
    const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), code, hexadecimal);
    return read.ec != std::errc{} || is_of_names(code) ? 0 : 2 + digits;
}

std::optional<ScalarExtent> double_quoted(std::string_view text, std::size_t begin) {
    std::string masked;
    for (std::size_t at = begin; at < text.size();) {
        if (text[at] == '"')
            return ScalarExtent{.begin = begin, .end = at, .masked = std::move(masked)};
        const std::size_t length = text[at] == '\\' ? harmless_escape(text.substr(at)) : 1;
        if (length == 0)
            return std::nullopt;
        masked.append(text[at] == '\\' ? std::string(length, '\0') : std::string(1, text[at]));
        at += length;
    }
    return std::nullopt;
}

}  // namespace

std::optional<ScalarExtent> scalar_extent(std::string_view text, std::size_t offset) {
    const std::size_t at = behind_properties(text, offset);
    if (at >= text.size())
        return std::nullopt;
    if (text[at] == '\'')
        return single_quoted(text, at + 1);
    if (text[at] == '"')
        return double_quoted(text, at + 1);
    if (text[at] == '|' || text[at] == '>')
        return ScalarExtent{.begin = line_end(text, at), .end = text.size()};
    return ScalarExtent{.begin = at, .end = text.size()};
}

}  // namespace inland::manifests
