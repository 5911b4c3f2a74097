// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/language/block.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::sources::terraform::language {

namespace {

/// Blocks within blocks: Terraform's own resources need six.
constexpr int deepest = 64;

class Parser {
  public:
    explicit Parser(const std::vector<Token>& tokens) : tokens_(tokens) {}

    Result<Block> file() {
        Block file;
        TRY_VOID(body(file, 0));
        if (at_ < tokens_.size())
            return unexpected_token();
        return file;
    }

  private:
    [[nodiscard]] bool at_end() const { return at_ >= tokens_.size(); }
    [[nodiscard]] bool is_mark(std::size_t index, char mark) const {
        return index < tokens_.size() && tokens_[index].kind == TokenKind::Mark &&
               tokens_[index].value.front() == mark;
    }
    [[nodiscard]] bool is_kind(TokenKind kind) const {
        return !at_end() && tokens_[at_].kind == kind;
    }

    [[nodiscard]] std::unexpected<Error> unexpected_token() const {
        const auto lines =
            std::count_if(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(at_),
                          [](const Token& token) { return token.kind == TokenKind::LineEnd; });
        return failure(ErrorKind::InvalidInput,
                       fmt::format("this is no Terraform, near its line {}", lines + 1));
    }

    Result<void> body(Block& block, int depth) {
        if (depth > deepest)
            return failure(ErrorKind::InvalidInput, "blocks nest too deeply");
        while (!at_end() && !is_mark(at_, '}')) {
            if (is_kind(TokenKind::LineEnd)) {
                ++at_;
                continue;
            }
            if (!is_kind(TokenKind::Word))
                return unexpected_token();
            if (is_mark(at_ + 1, '='))
                TRY_VOID(attribute(block));
            else
                TRY_VOID(inner(block, depth));
        }
        return {};
    }

    Result<void> attribute(Block& block) {
        auto& expression = block.attributes[tokens_[at_].value];
        at_ += 2;
        for (int depth = 0; !at_end(); ++at_) {
            const bool closes = is_mark(at_, ')') || is_mark(at_, ']') || is_mark(at_, '}');
            if (depth == 0 && (closes || is_kind(TokenKind::LineEnd)))
                return {};
            const bool opens = is_mark(at_, '(') || is_mark(at_, '[') || is_mark(at_, '{');
            depth += opens ? 1 : closes ? -1 : 0;
            expression.push_back(tokens_[at_]);
        }
        return {};
    }

    Result<void> inner(Block& parent, int depth) {
        Block block;
        block.type = tokens_[at_++].value;
        while (is_kind(TokenKind::Word) || is_kind(TokenKind::Text))
            block.labels.push_back(tokens_[at_++].value);
        if (!is_mark(at_, '{'))
            return unexpected_token();
        ++at_;
        TRY_VOID(body(block, depth + 1));
        if (!is_mark(at_, '}'))
            return unexpected_token();
        ++at_;
        parent.blocks.push_back(std::move(block));
        return {};
    }

    const std::vector<Token>& tokens_;
    std::size_t at_ = 0;
};

}  // namespace

Result<Block> read_file(std::string_view text) {
    return Parser(TRY(tokens_of(text))).file();
}

}  // namespace inland::sources::terraform::language
