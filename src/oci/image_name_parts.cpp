// SPDX-License-Identifier: Apache-2.0
#include "oci/image_name.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inland::oci {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view lower_hex = "0123456789abcdef";
constexpr std::string_view address_letters = "0123456789abcdefABCDEF:";
constexpr std::string_view path_letters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view word_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t longest_tag = 128;
constexpr std::size_t longest_registry = 253 + 6;  ///< a DNS name and a port

bool consists_of(std::string_view text, std::string_view letters) {
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

bool is_one_of(char letter, std::string_view letters) {
    return letters.find(letter) != std::string_view::npos;
}

/// Whether every part between two separators fits; an empty text has one empty part.
bool every_part(std::string_view text, char separator, bool (*fits)(std::string_view)) {
    while (true) {
        const auto end = text.find(separator);
        if (!fits(text.substr(0, end)))
            return false;
        if (end == std::string_view::npos)
            return true;
        text.remove_prefix(end + 1);
    }
}

/// Letters and digits, with hyphens between them.
bool is_host_label(std::string_view label) {
    return !label.empty() && is_one_of(label.front(), word_letters) &&
           is_one_of(label.back(), word_letters) && std::ranges::all_of(label, [](char c) {
               return c == '-' || is_one_of(c, word_letters);
           });
}

/// What may stand between runs of letters: one dot, one or two underscores, any number of hyphens.
bool is_path_separator(std::string_view separator) {
    return separator == "." || separator == "_" || separator == "__" || consists_of(separator, "-");
}

bool is_path_component(std::string_view component) {
    while (true) {
        const auto run = std::min(component.find_first_not_of(path_letters), component.size());
        if (run == 0)
            return false;
        component.remove_prefix(run);
        if (component.empty())
            return true;
        const auto next = std::min(component.find_first_of(path_letters), component.size());
        if (!is_path_separator(component.substr(0, next)))
            return false;
        component.remove_prefix(next);
    }
}

/// The host of HOST[:PORT], and whether what follows it is a port or nothing.
std::pair<std::string_view, bool> split_port(std::string_view text, std::size_t host_size) {
    const auto rest = text.substr(host_size);
    return {text.substr(0, host_size),
            rest.empty() || (rest.front() == ':' && consists_of(rest.substr(1), digits))};
}

bool is_bracketed_registry(std::string_view text) {
    const auto end = text.find(']');
    return end != std::string_view::npos && consists_of(text.substr(1, end - 1), address_letters) &&
           split_port(text, end + 1).second;
}

}  // namespace

bool is_registry(std::string_view text) {
    if (text.size() > longest_registry)
        return false;
    if (text.starts_with('['))
        return is_bracketed_registry(text);
    const auto [host, port_fits] = split_port(text, std::min(text.find(':'), text.size()));
    return port_fits && every_part(host, '.', is_host_label);
}

bool is_repository(std::string_view text) {
    return every_part(text, '/', is_path_component);
}

bool is_tag(std::string_view text) {
    return !text.empty() && text.size() <= longest_tag &&
           (text.front() == '_' || is_one_of(text.front(), word_letters)) &&
           std::ranges::all_of(text, [](char letter) {
               return is_one_of(letter, word_letters) || is_one_of(letter, "_.-");
           });
}

bool is_digest(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::size_t>, 2> algorithms = {
        {{"sha256:", 64}, {"sha512:", 128}}};
    return std::ranges::any_of(algorithms, [text](const auto& algorithm) {
        const auto& [prefix, size] = algorithm;
        return text.size() == prefix.size() + size && text.starts_with(prefix) &&
               consists_of(text.substr(prefix.size()), lower_hex);
    });
}

}  // namespace inland::oci
