// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include <algorithm>
#include <charconv>

namespace inland::http {

namespace {

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_name(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

bool unreserved(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || std::string_view("-._~").contains(character);
}

/// The byte that "%XX" at the start of `text` stands for, if it is one.
std::optional<char> escaped_byte(std::string_view text) {
    unsigned value = 0;
    if (text.size() < 3 || text[0] != '%')
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 3, value, 16);
    if (error != std::errc{} || end != text.data() + 3)
        return std::nullopt;
    return static_cast<char>(value);
}

std::string decode_form_text(std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    return percent_decode(spaced);
}

}  // namespace

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
    remove(name);
    add(std::string(name), std::move(value));
}

void Headers::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return same_name(field.first, name); });
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
    const auto found = std::ranges::find_if(
        fields_, [&](const Field& field) { return same_name(field.first, name); });
    return found == fields_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::string Headers::get_or_empty(std::string_view name) const {
    return std::string(get(name).value_or(std::string_view{}));
}

std::string_view Request::raw_path() const {
    return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::raw_query() const {
    const auto mark = target.find('?');
    return mark == target.npos ? std::string_view{} : std::string_view(target).substr(mark + 1);
}

std::string percent_encode(std::string_view text, KeepSlash keep_slash) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char character : text) {
        if (unreserved(character) || (character == '/' && keep_slash == KeepSlash::Yes)) {
            out += character;
            continue;
        }
        out += '%';
        out += digits[static_cast<unsigned char>(character) >> 4U];
        out += digits[static_cast<unsigned char>(character) & 15U];
    }
    return out;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto byte = escaped_byte(text);
        out += byte.value_or(text.front());
        text.remove_prefix(byte ? 3 : 1);
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const auto part = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        if (part.empty())
            continue;
        const auto equals = part.find('=');
        const auto value = equals == part.npos ? std::string_view{} : part.substr(equals + 1);
        pairs.emplace_back(decode_form_text(part.substr(0, equals)), decode_form_text(value));
    }
    return pairs;
}

}  // namespace inland::http
