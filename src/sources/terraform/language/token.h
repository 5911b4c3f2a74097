// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform::language {

enum class TokenKind { Word, Number, Text, Mark, LineEnd };

/// A word is an identifier; a mark is one character of punctuation; a text's value is what stands
/// between the quotes, escapes as they are written, and the tokens of its ${...} follow it in
/// parentheses.
struct Token {
    TokenKind kind = TokenKind::LineEnd;
    std::string value;
    bool operator==(const Token&) const = default;
};

/// The tokens of a file in Terraform's language, comments left out. Says the line of a quote, a
/// heredoc or a comment that does not end. Pure.
Result<std::vector<Token>> tokens_of(std::string_view text);

}  // namespace inland::sources::terraform::language
