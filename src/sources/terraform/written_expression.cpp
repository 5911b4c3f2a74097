// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/written_expression.h"

#include <algorithm>
#include <array>

namespace inland::sources::terraform {

namespace {

using language::Token;
using language::TokenKind;

constexpr std::array encodings{std::string_view("jsonencode"), std::string_view("yamlencode")};

bool is_mark(const Token& token, std::string_view marks) {
    return token.kind == TokenKind::Mark && marks.contains(token.value);
}

bool is_mark_at(Tokens tokens, std::size_t at, std::string_view marks) {
    return at < tokens.size() && is_mark(tokens[at], marks);
}

bool is_word_at(Tokens tokens, std::size_t at) {
    return at < tokens.size() && tokens[at].kind == TokenKind::Word;
}

int step_of(const Token& token) {
    return is_mark(token, "([{") ? 1 : is_mark(token, ")]}") ? -1 : 0;
}

/// The first place outside of all brackets where `is_it(place)`; else the end.
template <typename IsIt>
std::size_t outside(Tokens tokens, std::size_t from, const IsIt& is_it) {
    int depth = 0;
    for (auto at = from; at < tokens.size(); ++at) {
        if (depth == 0 && is_it(at))
            return at;
        depth += step_of(tokens[at]);
    }
    return tokens.size();
}

Tokens inside(Tokens bracketed) {
    return bracketed.subspan(1, bracketed.size() - 2);
}

bool separates(const Token& token) {
    return is_mark(token, ",") || token.kind == TokenKind::LineEnd;
}

/// What stands between commas, and in objects between ends of lines too.
std::vector<Tokens> parts_of(Tokens tokens, bool (*is_between)(const Token&)) {
    std::vector<Tokens> parts;
    while (!tokens.empty()) {
        const auto end = outside(tokens, 0, [&](std::size_t at) { return is_between(tokens[at]); });
        if (const auto part = trimmed(tokens.first(end)); !part.empty())
            parts.push_back(part);
        tokens = tokens.subspan(std::min(end + 1, tokens.size()));
    }
    return parts;
}

/// The place of the '=' or ':' that ends a key.
std::size_t end_of_key(Tokens member) {
    return outside(member, 0, [&](std::size_t at) { return is_mark(member[at], "=:"); });
}

bool is_index(Tokens tokens, std::size_t at) {
    return is_mark_at(tokens, at, "[") && is_mark_at(tokens, at + 2, "]") &&
           (tokens[at + 1].kind == TokenKind::Number || tokens[at + 1].kind == TokenKind::Text);
}

}  // namespace

Tokens trimmed(Tokens tokens) {
    while (!tokens.empty() && tokens.front().kind == TokenKind::LineEnd)
        tokens = tokens.subspan(1);
    while (!tokens.empty() && tokens.back().kind == TokenKind::LineEnd)
        tokens = tokens.first(tokens.size() - 1);
    return tokens;
}

Tokens encoded(Tokens tokens) {
    tokens = trimmed(tokens);
    const bool is_call = is_word_at(tokens, 0) && is_bracketed(tokens.subspan(1), '(') &&
                         std::ranges::find(encodings, tokens.front().value) != encodings.end();
    return is_call ? inside(tokens.subspan(1)) : tokens;
}

bool is_bracketed(Tokens tokens, char opening) {
    if (tokens.size() < 2 || !is_mark(tokens.front(), std::string_view(&opening, 1)))
        return false;
    int depth = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        depth += step_of(tokens[at]);
        if (depth == 0)
            return at + 1 == tokens.size();
    }
    return false;
}

bool is_loop(Tokens bracketed) {
    const auto inner = trimmed(inside(bracketed));
    return is_word_at(inner, 0) && inner.front().value == "for" && is_word_at(inner, 1);
}

std::vector<std::pair<Tokens, Tokens>> members_of(Tokens object) {
    std::vector<std::pair<Tokens, Tokens>> members;
    for (const auto member : parts_of(inside(object), separates)) {
        const auto end = end_of_key(member);
        members.emplace_back(member.first(end), member.subspan(std::min(end + 1, member.size())));
    }
    return members;
}

std::vector<Tokens> elements_of(Tokens list) {
    return parts_of(inside(list), [](const Token& token) { return is_mark(token, ","); });
}

std::optional<Loop> loop_of(Tokens bracketed) {
    const auto inner = trimmed(inside(bracketed));
    const bool has_two = is_mark_at(inner, 2, ",") && is_word_at(inner, 3);
    const std::size_t in = has_two ? 4 : 2;
    if (!is_word_at(inner, in) || inner[in].value != "in")
        return std::nullopt;
    const auto colon = outside(inner, in, [&](std::size_t at) { return is_mark(inner[at], ":"); });
    const auto arrow = outside(inner, colon, [&](std::size_t at) {
        return is_mark(inner[at], "=") && is_mark_at(inner, at + 1, ">");
    });
    if (arrow + 2 >= inner.size())
        return std::nullopt;
    const auto value = inner.subspan(arrow + 2);
    const auto end = outside(value, 0, [&](std::size_t at) {
        return (is_word_at(value, at) && value[at].value == "if") ||
               (is_mark_at(value, at, ".") && is_mark_at(value, at + 1, "."));
    });
    if (end != value.size())
        return std::nullopt;
    return Loop{.key_name = has_two ? inner[1].value : std::string(),
                .value_name = inner[has_two ? 3 : 1].value,
                .over = trimmed(inner.subspan(in + 1, colon - in - 1)),
                .key = trimmed(inner.subspan(colon + 1, arrow - colon - 1)),
                .value = trimmed(value)};
}

std::optional<std::string> constant_text(Tokens tokens) {
    if (tokens.size() != 1)
        return std::nullopt;
    const auto& token = tokens.front();
    const bool is_truth = token.value == "true" || token.value == "false";
    const bool is_plain = token.kind == TokenKind::Text
                              ? !token.value.contains('\\') && !token.value.contains("{")
                              : token.kind == TokenKind::Number || is_truth;
    return is_plain ? std::optional(token.value) : std::nullopt;
}

Tokens sole_interpolation(Tokens tokens) {
    const bool is_it = tokens.size() > 1 && tokens.front().kind == TokenKind::Text &&
                       tokens.front().value.empty() && is_bracketed(tokens.subspan(1), '(');
    return is_it ? trimmed(inside(tokens.subspan(1))) : Tokens();
}

bool is_traversal(Tokens tokens) {
    if (!is_word_at(tokens, 0) || tokens.front().value == "null")
        return false;
    for (std::size_t at = 1; at < tokens.size();) {
        if (is_mark_at(tokens, at, ".") && (is_word_at(tokens, at + 1)))
            at += 2;
        else if (is_index(tokens, at))
            at += 3;
        else
            return false;
    }
    return true;
}

std::string path_of(Tokens way) {
    std::string path;
    for (const auto& token : way)
        if (token.kind != TokenKind::Mark)
            path += (path.empty() ? "" : ".") + token.value;
    return path;
}

std::vector<std::string> references_in(Tokens tokens) {
    return language::references_of({tokens.begin(), tokens.end()});
}

}  // namespace inland::sources::terraform
