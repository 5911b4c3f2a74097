// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/image_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace inland::oci {

namespace {

constexpr std::string_view image_word = "image";

char lower(char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

bool is_letter_or_digit(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0;
}

bool ends_with_word(std::string_view name, std::string_view word) {
    return name.size() >= word.size() &&
           std::ranges::equal(name.substr(name.size() - word.size()), word,
                              [](char a, char b) { return lower(a) == b; });
}

bool is_number_like(std::string_view text) {
    return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// What people keep under "image" that no registry has.
bool is_something_else(std::string_view text) {
    static constexpr std::array<std::string_view, 16> endings = {
        ".png", ".jpg", ".jpeg", ".svg", ".gif",   ".ico", ".webp", ".iso",
        ".raw", ".img", ".vmdk", ".vhd", ".qcow2", ".tar", ".yaml", ".gz"};
    static constexpr std::array<std::string_view, 6> words = {"true", "false", "null",
                                                              "none", "auto",  "latest"};
    return std::ranges::find(words, text) != words.end() || text.starts_with("ami-") ||
           is_number_like(text) ||
           std::ranges::any_of(endings, [text](auto ending) { return text.ends_with(ending); });
}

/// A host of DNS: at least one dot, and letters behind the last one; or localhost, or a port.
bool is_full_registry(std::string_view registry) {
    const auto host = registry.substr(0, registry.find(':'));
    const auto dot = host.rfind('.');
    const bool is_dns = dot != std::string_view::npos && dot + 1 < host.size() &&
                        std::isalpha(static_cast<unsigned char>(host[dot + 1])) != 0;
    return is_dns || host == "localhost" || registry.find(':') != std::string_view::npos;
}

}  // namespace

bool is_image_word(std::string_view name) {
    if (!ends_with_word(name, image_word))
        return false;
    const auto start = name.size() - image_word.size();
    // "image", "proxyImage", "init-image", "INIT_IMAGE"; "preimage" is another word.
    return start == 0 || name[start] == 'I' || !is_letter_or_digit(name[start - 1]);
}

std::optional<ImageName> as_full_name(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || !is_full_registry(text.substr(0, slash)))
        return std::nullopt;
    auto name = parse_image_name(text);
    if (!name || (name->tag.empty() && name->digest.empty()))
        return std::nullopt;
    return *std::move(name);
}

std::optional<ImageName> as_expected_name(std::string_view text) {
    if (is_something_else(text))
        return std::nullopt;
    auto name = parse_image_name(text);
    if (!name)
        return std::nullopt;
    return *std::move(name);
}

namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@[]";

/// A run of letters that names are made of.
struct Word {
    std::size_t begin = 0;
    std::string_view text;
};

/// The next run of such letters at or behind `at`; an empty one at the end.
Word next_word(std::string_view text, std::size_t at) {
    const auto begin = std::min(text.find_first_of(name_letters, at), text.size());
    const auto end = std::min(text.find_first_not_of(name_letters, begin), text.size());
    return {.begin = begin, .text = text.substr(begin, end - begin)};
}

/// Without the punctuation of the sentence around it.
Word trimmed(Word word) {
    while (!word.text.empty() && !is_letter_or_digit(word.text.front()) &&
           word.text.front() != '[') {
        word.text.remove_prefix(1);
        ++word.begin;
    }
    while (!word.text.empty() && !is_letter_or_digit(word.text.back()))
        word.text.remove_suffix(1);
    return word;
}

/// Whether the last word before the value was "image:", "\"image\":" or "…image=". In a template
/// the value may be no name at all, and as_expected_name says so.
bool is_announced(std::string_view before) {
    const auto end = before.find_last_not_of(" \t\"'\\");
    if (end == std::string_view::npos || (before[end] != ':' && before[end] != '='))
        return false;
    const auto last = before.find_last_not_of(" \t\"'\\", end - (end == 0 ? 0 : 1));
    if (end == 0 || last == std::string_view::npos)
        return false;
    auto begin = last;
    while (begin > 0 && (is_letter_or_digit(before[begin - 1]) || before[begin - 1] == '-' ||
                         before[begin - 1] == '_'))
        --begin;
    return is_image_word(before.substr(begin, last + 1 - begin));
}

/// How much of the text before a word may announce it.
constexpr std::size_t longest_announcement = 80;

std::optional<NamedInText> name_at(std::string_view text, Word word, bool announced) {
    word = trimmed(word);
    if (word.text.size() > longest_image_name)
        return std::nullopt;
    auto name = as_full_name(word.text);
    if (!name && announced && word.text.find_first_of("/:") != std::string_view::npos)
        name = as_expected_name(word.text);
    // The rest of an address, or a name that a template completes.
    const auto end = word.begin + word.text.size();
    const bool is_cut = end < text.size() && (text[end] == '{' || text[end] == '$');
    if (!name || is_cut)
        return std::nullopt;
    return NamedInText{.image = *std::move(name), .begin = word.begin, .length = word.text.size()};
}

bool is_address(std::string_view word) {
    return word.find("//") != std::string_view::npos;
}

/// "image:" itself is such a run; it announces the next one.
bool is_key(std::string_view word) {
    return word.ends_with(':');
}

}  // namespace

std::vector<NamedInText> images_in_text(std::string_view text) {
    std::vector<NamedInText> names;
    for (Word word = next_word(text, 0); !word.text.empty();
         word = next_word(text, word.begin + word.text.size())) {
        if (is_key(word.text) || is_address(word.text))
            continue;
        const auto start = word.begin - std::min(word.begin, longest_announcement);
        const bool announced = is_announced(text.substr(start, word.begin - start));
        if (auto name = name_at(text, word, announced))
            names.push_back(*std::move(name));
    }
    return names;
}

}  // namespace inland::oci
