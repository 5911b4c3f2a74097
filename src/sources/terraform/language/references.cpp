// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/language/block.h"

#include <algorithm>
#include <array>
#include <set>

namespace inland::sources::terraform::language {

namespace {

using Tokens = std::vector<Token>;

constexpr std::array keywords{"true", "false", "null",  "for",   "in",
                              "if",   "else",  "endif", "endfor"};

bool is_mark(const Tokens& tokens, std::size_t at, char mark) {
    return at < tokens.size() && tokens[at].kind == TokenKind::Mark &&
           tokens[at].value.front() == mark;
}

bool is_word(const Tokens& tokens, std::size_t at) {
    return at < tokens.size() && tokens[at].kind == TokenKind::Word;
}

/// `for subnet in`, `for key, value in`: names of the expression's own.
std::set<std::string> bound_names(const Tokens& tokens) {
    std::set<std::string> bound;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (!is_word(tokens, at) || tokens[at].value != "for")
            continue;
        for (++at; is_word(tokens, at) || is_mark(tokens, at, ','); ++at) {
            if (tokens[at].value == "in")
                break;
            if (is_word(tokens, at))
                bound.insert(tokens[at].value);
        }
    }
    return bound;
}

/// A key of an object: `name = ...` or `name : ...`, but not `name == ...`.
bool is_key(const Tokens& tokens, std::size_t at) {
    return is_mark(tokens, at + 1, '=') && !is_mark(tokens, at + 2, '=');
}

/// The index at `at`, when it is a constant: "[0]", "[\"a\"]"; moves behind it.
std::string take_constant_index(const Tokens& tokens, std::size_t& at) {
    const bool is_constant =
        is_mark(tokens, at, '[') && is_mark(tokens, at + 2, ']') &&
        (tokens[at + 1].kind == TokenKind::Number || tokens[at + 1].kind == TokenKind::Text);
    if (!is_constant)
        return {};
    const auto& key = tokens[at + 1];
    at += 3;
    return key.kind == TokenKind::Number ? "[" + key.value + "]" : "[\"" + key.value + "\"]";
}

/// "a.b[0].c" from the word at `at` on; moves behind it. A splat or a computed index ends it, as in
/// a plan.
std::string take_traversal(const Tokens& tokens, std::size_t& at) {
    std::string path = tokens[at++].value;
    while (at < tokens.size()) {
        if (is_mark(tokens, at, '.') && is_word(tokens, at + 1)) {
            path += "." + tokens[at + 1].value;
            at += 2;
        } else if (const auto index = take_constant_index(tokens, at); !index.empty()) {
            path += index;
        } else {
            break;
        }
    }
    return path;
}

bool is_name(const Tokens& tokens, std::size_t at) {
    if (!is_word(tokens, at) || (at > 0 && is_mark(tokens, at - 1, '.')))
        return false;
    return std::ranges::find(keywords, tokens[at].value) == keywords.end() &&
           !is_mark(tokens, at + 1, '(') && !is_key(tokens, at);
}

}  // namespace

std::vector<std::string> references_of(const std::vector<Token>& expression) {
    const auto bound = bound_names(expression);
    std::vector<std::string> references;
    for (std::size_t at = 0; at < expression.size();) {
        if (!is_name(expression, at)) {
            ++at;
            continue;
        }
        const auto root = expression[at].value;
        auto path = take_traversal(expression, at);
        if (!bound.contains(root) && path.size() > root.size())
            references.push_back(std::move(path));
    }
    std::ranges::sort(references);
    references.erase(std::ranges::unique(references).begin(), references.end());
    return references;
}

}  // namespace inland::sources::terraform::language
