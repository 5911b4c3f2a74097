// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/domain_name.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr std::size_t longest_label = 63;  // RFC 1035 section 2.3.4
constexpr std::size_t longest_name = 255;
constexpr std::size_t escape_size = 4;  // a backslash and three octal digits

using Labels = std::vector<std::string>;

bool is_octal(char digit) {
    return digit >= '0' && digit <= '7';
}

/// The octet that an escape stands for; nothing when the text does not begin with one.
std::optional<char> escaped_octet(std::string_view text) {
    const bool whole = text.size() >= escape_size && text.front() == '\\' &&
                       std::ranges::all_of(text.substr(1, escape_size - 1), is_octal);
    if (!whole || text[1] > '3')
        return std::nullopt;
    return static_cast<char>((text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

bool is_printable(char letter) {
    return letter > ' ' && letter < '\x7f';
}

std::unexpected<Error> problem(std::string_view code, std::string_view explanation,
                               std::string_view text) {
    return failure(ErrorKind::InvalidInput, fatal_problem(code, explanation, text));
}

/// The labels' octets, escapes undone.
Result<Labels> labels_of(std::string_view text) {
    Labels labels(1);
    for (std::size_t at = 0; at < text.size();) {
        if (const auto octet = escaped_octet(text.substr(at))) {
            labels.back() += lower(*octet);
            at += escape_size;
            continue;
        }
        if (!is_printable(text[at]) || text[at] == '\\')
            return problem("UnsupportedCharacter", "Value contains unsupported characters",
                           text.substr(at, 1));
        if (text[at] == '.')
            labels.emplace_back();
        else
            labels.back() += lower(text[at]);
        ++at;
    }
    if (labels.size() > 1 && labels.back().empty())
        labels.pop_back();
    return labels;
}

bool is_plain(char octet) {
    return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-' ||
           octet == '_';
}

std::string escaped(std::string_view label) {
    std::string text;
    for (const char octet : label)
        text += is_plain(octet) ? std::string(1, octet)
                                : fmt::format("\\{:03o}", static_cast<unsigned char>(octet));
    return text;
}

}  // namespace

std::string fatal_problem(std::string_view code, std::string_view explanation,
                          std::string_view text) {
    return fmt::format("FATAL problem: {} ({}) encountered with '{}'", code, explanation, text);
}

Result<std::string> domain_name(std::string_view text) {
    std::string name;
    std::size_t octets = 0;
    for (const auto& label : TRY(labels_of(text))) {
        if (label.empty())
            return problem("DomainLabelEmpty", "Domain label is empty", text);
        if (label.size() > longest_label)
            return problem("DomainLabelTooLong", "Domain label is too long", label);
        octets += label.size() + 1;
        name += escaped(label) + ".";
    }
    if (octets > longest_name)
        return problem("DomainNameTooLong", "Domain name is too long", text);
    return name;
}

std::string reversed_name(std::string_view name) {
    std::string reversed;
    while (!name.empty()) {
        name.remove_suffix(name.ends_with('.') ? 1 : 0);
        const auto dot = name.rfind('.');
        const auto start = dot == std::string_view::npos ? 0 : dot + 1;
        reversed += std::string(name.substr(start)) + ".";
        name = name.substr(0, start);
    }
    return reversed;
}

bool is_in_zone(std::string_view name, std::string_view zone) {
    return name == zone || (name.size() > zone.size() && name.ends_with(zone) &&
                            name[name.size() - zone.size() - 1] == '.');
}

}  // namespace inland::emulator::route53
