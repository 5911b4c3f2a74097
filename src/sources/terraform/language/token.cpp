// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/language/token.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace inland::sources::terraform::language {

namespace {

/// Interpolations nest in texts that nest in interpolations; nobody writes more of them.
constexpr int deepest = 64;

bool is_word_start(char letter) {
    return std::isalpha(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

bool is_word_part(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-';
}

bool is_digit(char letter) {
    return std::isdigit(static_cast<unsigned char>(letter)) != 0;
}

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    Result<std::vector<Token>> scan() {
        TRY_VOID(scan_until('\0'));
        add(TokenKind::LineEnd, "");
        return std::move(tokens_);
    }

  private:
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
    [[nodiscard]] bool is_at(std::string_view mark) const { return rest().starts_with(mark); }
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    void add(TokenKind kind, std::string_view value) {
        tokens_.push_back({kind, std::string(value)});
    }

    [[nodiscard]] std::unexpected<Error> unended(std::string_view what, std::size_t begin) const {
        const auto line = 1 + std::ranges::count(text_.substr(0, begin), '\n');
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} that begins at line {} does not end", what, line));
    }

    /// Up to the brace that closes an interpolation, or to the end of the file ('\0').
    Result<void> scan_until(char closing) {
        int braces = 0;
        while (!at_end()) {
            if (closing != '\0' && braces == 0 && text_[at_] == closing)
                return {};
            braces += text_[at_] == '{' ? 1 : text_[at_] == '}' ? -1 : 0;
            TRY_VOID(scan_one());
        }
        return {};
    }

    Result<void> scan_one() {
        const char letter = text_[at_];
        if (letter == '#' || is_at("//"))
            return skip_line(), Result<void>();
        if (is_at("/*"))
            return skip_comment();
        if (letter == '"')
            return scan_text();
        if (is_at("<<"))
            return scan_heredoc();
        if (letter == '\n')
            add(TokenKind::LineEnd, "");
        else if (is_word_start(letter))
            return scan_run(TokenKind::Word, is_word_part), Result<void>();
        else if (is_digit(letter))
            return scan_run(TokenKind::Number, is_digit), Result<void>();
        else if (std::isspace(static_cast<unsigned char>(letter)) == 0)
            add(TokenKind::Mark, rest().substr(0, 1));
        ++at_;
        return {};
    }

    void scan_run(TokenKind kind, bool (*belongs)(char)) {
        const auto length =
            static_cast<std::size_t>(std::ranges::find_if_not(rest(), belongs) - rest().begin());
        add(kind, rest().substr(0, length));
        at_ += length;
    }

    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

    Result<void> skip_comment() {
        const auto end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos)
            return unended("a comment", at_);
        at_ = end + 2;
        return {};
    }

    /// The tokens of "${...}" or "%{...}" in parentheses.
    Result<void> scan_interpolation() {
        const auto begin = at_;
        if (++depth_ > deepest)
            return failure(ErrorKind::InvalidInput, "interpolations nest too deeply");
        at_ += 2;
        add(TokenKind::Mark, "(");
        TRY_VOID(scan_until('}'));
        if (at_end())
            return unended("an interpolation", begin);
        add(TokenKind::Mark, ")");
        --depth_;
        ++at_;
        return {};
    }

    [[nodiscard]] bool at_interpolation() const { return is_at("${") || is_at("%{"); }

    /// As it is written: whoever compares it with what it stands for finds them different.
    void keep_escape(std::string& value, std::size_t size) {
        value += text_.substr(at_, size);
        at_ += size;
    }

    Result<void> scan_text() {
        const auto begin = at_++;
        const auto place = tokens_.size();
        std::string value;
        add(TokenKind::Text, "");
        while (!at_end() && text_[at_] != '"') {
            if (is_at("$${") || is_at("%%{") || text_[at_] == '\\')
                keep_escape(value, text_[at_] == '\\' ? std::size_t{2} : std::size_t{3});
            else if (at_interpolation())
                TRY_VOID(scan_interpolation());
            else
                value += text_[at_++];
        }
        if (at_end())
            return unended("a text", begin);
        tokens_[place].value = std::move(value);
        ++at_;
        return {};
    }

    [[nodiscard]] bool at_heredoc_end(std::string_view word) const {
        auto line = rest().substr(0, rest().find('\n'));
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        while (line.ends_with('\r') || line.ends_with(' '))
            line.remove_suffix(1);
        return line == word;
    }

    Result<void> scan_heredoc() {
        const auto begin = at_;
        at_ += is_at("<<-") ? std::size_t{3} : std::size_t{2};
        const auto line_end = std::min(text_.find('\n', at_), text_.size());
        auto word = text_.substr(at_, line_end - at_);
        while (!word.empty() && !is_word_part(word.back()))
            word.remove_suffix(1);
        if (word.empty() || !is_word_start(word.front()))
            return add(TokenKind::Mark, "<"), Result<void>();
        at_ = std::min(line_end + 1, text_.size());
        add(TokenKind::Text, "");
        while (!at_end() && !at_heredoc_end(word))
            TRY_VOID(scan_heredoc_line());
        if (at_end())
            return unended("a heredoc", begin);
        at_ = std::min(text_.find('\n', at_), text_.size());
        return {};
    }

    Result<void> scan_heredoc_line() {
        while (!at_end() && text_[at_] != '\n') {
            if (is_at("$${") || is_at("%%{"))
                at_ += 3;
            else if (at_interpolation())
                TRY_VOID(scan_interpolation());
            else
                ++at_;
        }
        at_ = std::min(at_ + 1, text_.size());
        return {};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokens_of(std::string_view text) {
    return Scanner(text).scan();
}

}  // namespace inland::sources::terraform::language
