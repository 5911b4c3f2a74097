// SPDX-License-Identifier: Apache-2.0
#include "user_data/mime_head.h"

#include <algorithm>

namespace inland::user_data {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_field_name(std::string_view name) {
    return !name.empty() &&
           std::ranges::all_of(name, [](char each) { return each > ' ' && each < '\x7f'; });
}

std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"')
        return std::string(text);
    std::string plain;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == '\\' && at + 2 < text.size())
            ++at;
        plain += text[at];
    }
    return plain;
}

/// The text up to the next ';' outside quotes, taken off `rest`.
std::string_view take_parameter(std::string_view& rest) {
    bool inside = false;
    std::size_t at = 0;
    for (; at < rest.size() && (inside || rest[at] != ';'); ++at)
        if (rest[at] == '"')
            inside = !inside;
    const auto taken = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return trimmed(taken);
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char each) {
        return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    });
    return lower;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string MimeHead::field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::optional<MimeHead> read_head(std::string_view text) {
    MimeHead head;
    std::string* last = nullptr;
    auto rest = text;
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (line.empty()) {
            head.body_at = text.size() - rest.size();
            return head;
        }
        if (last != nullptr && (line.front() == ' ' || line.front() == '\t')) {
            *last += ' ' + std::string(trimmed(line));
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon)))
            return std::nullopt;
        last = &head.fields[lower_case(line.substr(0, colon))];
        *last = trimmed(line.substr(colon + 1));
    }
    return std::nullopt;
}

MediaType media_type_of(std::string_view field) {
    MediaType media{lower_case(take_parameter(field)), {}};
    while (!field.empty()) {
        const auto parameter = take_parameter(field);
        const auto equals = parameter.find('=');
        if (equals != std::string_view::npos)
            media.parameters[lower_case(trimmed(parameter.substr(0, equals)))] =
                unquoted(trimmed(parameter.substr(equals + 1)));
    }
    return media;
}

}  // namespace inland::user_data
