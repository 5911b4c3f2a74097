// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/pattern.h"

#include "prove/policies/evaluation.h"

#include <array>
#include <ranges>
#include <vector>

namespace inland::prove {

namespace {

// Characters that no policy holds (read_policy refuses them) stand for what has no character.
constexpr char literal_star = '\x01';
constexpr char literal_question_mark = '\x02';
constexpr char unknown_digit = '\x03';

constexpr std::size_t account_digits = 12;
constexpr std::size_t arn_components = 6;

/// Whether an unknown digit equals a digit of the pattern.
enum class Reading { Surely, Perhaps };

/// Where wildcards end.
enum class Reach { Everything, ArnSegment };

struct Match {
    std::string_view pattern;
    std::string text;
    Case letters;
    Reach reach;
    Reading reading;
};

char lower(char letter) {
    return 'A' <= letter && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

char literal_of(char letter) {
    if (letter == literal_star)
        return '*';
    return letter == literal_question_mark ? '?' : letter;
}

bool is_same(const Match& match, char expected, char actual) {
    if (actual == unknown_digit)
        return match.reading == Reading::Perhaps && '0' <= expected && expected <= '9';
    const char letter = literal_of(expected);
    return letter == actual || (match.letters == Case::Ignored && lower(letter) == lower(actual));
}

/// Whether the wildcard at `at`, after so many colons, may stand for a colon.
bool crosses_colons(const Match& match, std::size_t at, std::size_t colons) {
    if (match.reach == Reach::Everything || colons + 1 >= arn_components)
        return true;
    const bool ends_segment = at + 1 == match.pattern.size() || match.pattern[at + 1] == ':';
    return match.pattern[at] == '*' && ends_segment;
}

/// Which prefixes of the text the pattern so far matches: one flag for each length.
using Ends = std::vector<char>;

Ends after_star(const Match& match, const Ends& before, bool crosses) {
    Ends after = before;
    for (std::size_t end = 1; end < after.size(); ++end)
        if (after[end - 1] != 0 && (crosses || match.text[end - 1] != ':'))
            after[end] = 1;
    return after;
}

Ends after_letter(const Match& match, const Ends& before, char expected, bool crosses) {
    Ends after(before.size(), 0);
    for (std::size_t end = 1; end < after.size(); ++end) {
        const char actual = match.text[end - 1];
        const bool fits =
            expected == '?' ? crosses || actual != ':' : is_same(match, expected, actual);
        after[end] = static_cast<char>(before[end - 1] != 0 && fits);
    }
    return after;
}

/// How many letters before the first wildcard are the text's own.
std::size_t common_letters(const Match& match) {
    const std::size_t most = std::min(match.pattern.size(), match.text.size());
    std::size_t at = 0;
    while (at < most && match.pattern[at] != '*' && match.pattern[at] != '?' &&
           is_same(match, match.pattern[at], match.text[at]))
        ++at;
    return at;
}

/// Most patterns differ from most texts in their first letters, before any wildcard.
bool holds(const Match& match) {
    const std::size_t common = common_letters(match);
    Ends ends(match.text.size() + 1, 0);
    ends[common] = 1;
    auto colons =
        static_cast<std::size_t>(std::ranges::count(match.pattern.substr(0, common), ':'));
    for (std::size_t at = common; at < match.pattern.size(); ++at) {
        const char expected = match.pattern[at];
        const bool crosses = crosses_colons(match, at, colons);
        ends = expected == '*' ? after_star(match, ends, crosses)
                               : after_letter(match, ends, expected, crosses);
        if (std::ranges::find(ends, 1) == ends.end())
            return false;
        colons += expected == ':' ? 1 : 0;
    }
    return ends.back() != 0;
}

std::string with_unknown_digits(std::string_view text) {
    std::string marked(text);
    for (auto at = marked.find(unknown_account); at != std::string::npos;
         at = marked.find(unknown_account, at))
        marked.replace(at, unknown_account.size(), account_digits, unknown_digit);
    return marked;
}

Truth match_within(std::string_view pattern, std::string_view text, Case letters, Reach reach) {
    Match match{pattern, with_unknown_digits(text), letters, reach, Reading::Surely};
    if (holds(match))
        return Truth::Yes;
    if (match.text.find(unknown_digit) == std::string::npos)
        return Truth::No;
    match.reading = Reading::Perhaps;
    return holds(match) ? Truth::Unknown : Truth::No;
}

/// The last component takes the colons that are left.
std::vector<std::string_view> components_of(std::string_view arn) {
    std::vector<std::string_view> components;
    while (components.size() + 1 < arn_components && arn.find(':') != std::string_view::npos) {
        components.push_back(arn.substr(0, arn.find(':')));
        arn.remove_prefix(arn.find(':') + 1);
    }
    components.push_back(arn);
    return components;
}

}  // namespace

Truth match_pattern(std::string_view pattern, std::string_view text, Case letters) {
    return match_within(pattern, text, letters, Reach::Everything);
}

Truth match_resource(std::string_view pattern, std::string_view arn) {
    return match_within(pattern, arn, Case::Minded, Reach::ArnSegment);
}

Truth match_arn(std::string_view pattern, std::string_view arn) {
    if (pattern == "*")
        return Truth::Yes;
    const auto patterns = components_of(pattern);
    const auto texts = components_of(arn);
    if (patterns.size() != arn_components || texts.size() != arn_components)
        return Truth::No;
    Truth all = Truth::Yes;
    for (std::size_t at = 0; at < arn_components; ++at)
        all = both(all, match_pattern(patterns[at], texts[at], Case::Minded));
    return all;
}

std::string as_literal(std::string_view text) {
    std::string literal(text);
    std::ranges::replace(literal, '*', literal_star);
    std::ranges::replace(literal, '?', literal_question_mark);
    return literal;
}

}  // namespace inland::prove
