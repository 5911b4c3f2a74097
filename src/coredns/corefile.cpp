// SPDX-License-Identifier: Apache-2.0
#include "coredns/corefile.h"

#include "coredns/lexer.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::coredns {

namespace {

using Tokens = std::vector<CorefileToken>;

constexpr std::size_t maximum_bytes = std::size_t{1} << 20U;

std::unexpected<Error> refuse(const CorefileToken& token, std::string_view why) {
    return failure(ErrorKind::InvalidInput,
                   fmt::format("line {} of the Corefile: {}", token.line, why));
}

/// What a key names: a zone and a port, "" where it says none.
struct Address {
    std::string_view scheme, zone, port;
};

Address address_of(std::string_view key) {
    Address address{.scheme = "dns", .zone = key, .port = {}};
    if (const auto at = key.find("://"); at != std::string_view::npos) {
        address.scheme = key.substr(0, at);
        address.zone = key.substr(at + 3);
    }
    const auto colon = address.zone.rfind(':');
    if (colon != std::string_view::npos && address.zone.find(':') == colon) {
        address.port = address.zone.substr(colon + 1);
        address.zone = address.zone.substr(0, colon);
    }
    return address;
}

class Parser {
  public:
    explicit Parser(Tokens tokens) : tokens_(std::move(tokens)) {}

    Result<std::vector<CorefileBlock>> parse() {
        std::vector<CorefileBlock> blocks;
        while (at_ < tokens_.size())
            blocks.push_back(TRY(block()));
        return blocks;
    }

  private:
    [[nodiscard]] const CorefileToken& here() const { return tokens_[at_]; }
    [[nodiscard]] bool is_at(std::string_view text) const {
        return at_ < tokens_.size() && here().text == text;
    }
    [[nodiscard]] bool is_on_new_line() const {
        return at_ == 0 || tokens_[at_ - 1].last_line < here().line;
    }

    Result<CorefileBlock> block() {
        CorefileBlock block;
        block.begin = here().begin;
        if (is_at("import"))
            return read_import(std::move(block));
        TRY_VOID(read_keys(block));
        const bool is_braced = is_at("{");
        if (is_braced)
            ++at_;
        while (at_ < tokens_.size() && !is_at("}"))
            block.directives.push_back(TRY(directive()));
        if (is_braced && at_ == tokens_.size())
            return refuse(tokens_.back(), "a server block is not closed");
        if (!is_braced && at_ < tokens_.size())
            return refuse(here(), "\"}\" closes nothing");
        if (is_braced)
            block.closing_brace = tokens_[at_++].begin;
        block.end = tokens_[at_ - 1].end;
        return block;
    }

    /// A line of its own.
    CorefileBlock read_import(CorefileBlock block) {
        do
            block.keys.push_back(tokens_[at_++]);
        while (at_ < tokens_.size() && !is_on_new_line());
        block.end = tokens_[at_ - 1].end;
        return block;
    }

    /// Up to a brace or the end of the line; after a comma the next line goes on.
    Result<void> read_keys(CorefileBlock& block) {
        bool is_expected = true;
        for (; at_ < tokens_.size() && !is_at("{"); ++at_) {
            if (!is_expected && is_on_new_line())
                break;
            auto key = here();
            is_expected = key.text.ends_with(',');
            if (is_expected)
                key.text.pop_back();
            if (key.text == "}")
                return refuse(key, "\"}\" closes nothing");
            if (key.text.empty() || key.text == "import")
                return refuse(key, "this is no zone");
            block.keys.push_back(std::move(key));
        }
        if (is_expected || block.keys.empty())
            return refuse(tokens_[std::min(at_, tokens_.size() - 1)],
                          "a server block lacks a zone");
        return {};
    }

    /// To the end of its line, and of its own braces.
    Result<CorefileDirective> directive() {
        CorefileDirective read;
        int depth = 0;
        do {
            if (is_at("{"))
                ++depth;
            if (is_at("}") && depth-- == 0)
                return refuse(here(), "\"}\" closes nothing");
            read.tokens.push_back(here());
            ++at_;
        } while (at_ < tokens_.size() && !(depth == 0 && (is_on_new_line() || is_at("}"))));
        if (depth > 0)
            return refuse(read.tokens.front(), fmt::format("{} is not closed", read.name()));
        return read;
    }

    Tokens tokens_;
    std::size_t at_ = 0;
};

}  // namespace

std::string normal_zone(std::string_view zone) {
    std::string normal(zone);
    std::ranges::transform(normal, normal.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (normal.size() > 1 && normal.ends_with('.'))
        normal.pop_back();
    return normal;
}

std::vector<std::string> CorefileBlock::zones() const {
    std::vector<std::string> zones;
    for (const CorefileToken& key : keys) {
        const auto address = address_of(key.text);
        if (address.scheme == "dns" && (address.port.empty() || address.port == "53"))
            zones.push_back(normal_zone(address.zone));
    }
    return zones;
}

bool CorefileBlock::serves(std::string_view zone) const {
    const auto served = zones();
    return std::ranges::find(served, normal_zone(zone)) != served.end();
}

Result<Corefile> parse_corefile(std::string text) {
    if (text.size() > maximum_bytes)
        return failure(ErrorKind::InvalidInput, "a Corefile of more than 1 MiB");
    auto blocks = TRY(Parser(TRY(corefile_tokens(text))).parse());
    return Corefile{std::move(text), std::move(blocks)};
}

}  // namespace inland::coredns
