// SPDX-License-Identifier: Apache-2.0
#include "coredns/lexer.h"

#include <utility>

#include <fmt/format.h>

namespace inland::coredns {

namespace {

bool is_space(char character) {
    constexpr std::string_view spaces = " \t\n\v\f\r";
    return spaces.find(character) != std::string_view::npos;
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<CorefileToken>> tokens() {
        constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
        at_ = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
        while (skip_to_word())
            if (!read_word())
                return failure(ErrorKind::InvalidInput,
                               fmt::format("line {} of the Corefile: a quote is not closed",
                                           tokens_.back().line));
        return std::move(tokens_);
    }

  private:
    [[nodiscard]] bool is_at_end() const { return at_ == text_.size(); }

    char take() {
        const char character = text_[at_++];
        line_ += character == '\n' ? 1 : 0;
        return character;
    }

    void skip_comment() {
        while (!is_at_end() && text_[at_] != '\n')
            ++at_;
    }

    bool skip_to_word() {
        while (!is_at_end()) {
            if (text_[at_] == '#')
                skip_comment();
            else if (is_space(text_[at_]))
                take();
            else
                return true;
        }
        return false;
    }

    /// False for a quote that is not closed.
    bool read_word() {
        CorefileToken token{.text = {}, .begin = at_, .end = 0, .line = line_, .last_line = line_};
        const bool is_closed = text_[at_] == '"' ? read_quoted(token) : read_plain(token);
        token.end = at_;
        while (text_[token.end - 1] == '\r')
            --token.end;
        token.last_line = line_;
        tokens_.push_back(std::move(token));
        return is_closed;
    }

    /// Carriage returns are nothing at all, even inside of a word.
    bool read_plain(CorefileToken& token) {
        for (; !is_at_end() && text_[at_] != '#'; ++at_) {
            const char character = text_[at_];
            if (character != '\r' && is_space(character))
                return true;
            if (character != '\r')
                token.text += character;
        }
        return true;
    }

    bool read_quoted(CorefileToken& token) {
        ++at_;
        bool is_escaped = false;
        while (!is_at_end()) {
            const char character = take();
            if (!is_escaped && character == '"')
                return true;
            if (!is_escaped && character == '\\') {
                is_escaped = true;
                continue;
            }
            if (std::exchange(is_escaped, false) && character != '"')
                token.text += '\\';
            token.text += character;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<CorefileToken> tokens_;
};

}  // namespace

Result<std::vector<CorefileToken>> corefile_tokens(std::string_view text) {
    return Lexer(text).tokens();
}

}  // namespace inland::coredns
