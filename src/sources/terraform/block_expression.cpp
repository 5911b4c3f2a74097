// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/block_expression.h"

#include "sources/terraform/planned_block.h"

#include <algorithm>
#include <map>

namespace inland::sources::terraform {

namespace {

using language::Block;
using language::Token;
using language::TokenKind;

/// What each iterator of the blocks around goes over.
using Iterators = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The constant that the tokens are, as text; nothing when they are more than that.
std::optional<std::string> constant_of(const std::vector<Token>& tokens) {
    const bool is_negative = tokens.size() == 2 && tokens.front().value == "-";
    if (tokens.size() != (is_negative ? 2 : 1))
        return std::nullopt;
    const auto& token = tokens.back();
    const bool is_truth = token.value == "true" || token.value == "false";
    if (token.kind == TokenKind::Word && !is_truth)
        return std::nullopt;
    return (is_negative ? "-" : "") + token.value;
}

/// Whether the planned block may be this one: no constant says otherwise.
bool agrees(const Block& block, const json::value& planned) {
    return std::ranges::all_of(block.attributes, [&](const auto& attribute) {
        const auto constant = constant_of(attribute.second);
        const auto* value = planned_member(&planned, attribute.first);
        return !constant || value == nullptr || *constant == plain_text(*value);
    });
}

/// The body of a dynamic block's content; notes what its iterator goes over.
const Block* content_of(const Block& dynamic, Iterators& iterators) {
    const auto content = std::ranges::find(dynamic.blocks, "content", &Block::type);
    const auto over = dynamic.attributes.find("for_each");
    if (content == dynamic.blocks.end() || over == dynamic.attributes.end())
        return nullptr;
    const auto named = dynamic.attributes.find("iterator");
    const bool has_name = named != dynamic.attributes.end() && !named->second.empty();
    iterators[has_name ? named->second.front().value : dynamic.labels.front()] =
        language::references_of(over->second);
    return &*content;
}

/// "ingress.value.id" as "var.rules.id", if the block is repeated over var.rules.
void add_repeated(BlockExpression& expression, const std::vector<std::string>& over,
                  std::string_view rest) {
    constexpr std::string_view value = "value";
    expression.is_repeated = true;
    rest.remove_prefix(std::min(rest.starts_with(value) ? value.size() : 0, rest.size()));
    for (const auto& one : over)
        expression.references.push_back(names_whole(one) ? one + std::string(rest) : one);
}

BlockExpression with_iterators(const std::vector<Token>& tokens, const Iterators& iterators) {
    BlockExpression expression;
    for (const auto& reference : language::references_of(tokens)) {
        const auto dot = std::min(reference.find('.'), reference.size());
        const auto iterator = iterators.find(std::string_view(reference).substr(0, dot));
        if (iterator == iterators.end())
            expression.references.push_back(reference);
        else
            add_repeated(expression, iterator->second, std::string_view(reference).substr(dot + 1));
    }
    return expression;
}

std::optional<BlockExpression> descend(const Block& body, const json::value* planned,
                                       std::string_view path, const Iterators& iterators);

/// The expression in one of the blocks of a name, if the planned block may be of it.
std::optional<BlockExpression> in_block(const Block& block, const json::value& planned,
                                        std::string_view path, Iterators iterators) {
    const auto* body = block.type == "dynamic" ? content_of(block, iterators) : &block;
    return body == nullptr ? std::nullopt : descend(*body, &planned, path, iterators);
}

bool may_be(const Block& block, std::string_view name, const json::value& planned) {
    if (block.type == name)
        return agrees(block, planned);
    const bool is_named =
        block.type == "dynamic" && !block.labels.empty() && block.labels.front() == name;
    const auto content = std::ranges::find(block.blocks, "content", &Block::type);
    return is_named && content != block.blocks.end() && agrees(*content, planned);
}

/// All blocks that the planned one may be must say the same.
std::optional<BlockExpression> in_blocks(const Block& body, std::string_view name,
                                         const json::value& planned, std::string_view path,
                                         const Iterators& iterators) {
    std::optional<BlockExpression> found;
    for (const auto& block : body.blocks) {
        if (!may_be(block, name, planned))
            continue;
        auto one = in_block(block, planned, path, iterators);
        if (!one || (found && *found != *one))
            return std::nullopt;
        found = std::move(one);
    }
    return found;
}

std::optional<BlockExpression> descend(const Block& body, const json::value* planned,
                                       std::string_view path, const Iterators& iterators) {
    const auto name = take_step(path);
    if (const auto attribute = body.attributes.find(name); attribute != body.attributes.end())
        return path.empty() ? std::optional(with_iterators(attribute->second, iterators))
                            : std::nullopt;
    const auto* block = planned_element(planned_member(planned, name), take_step(path));
    return block == nullptr ? std::nullopt : in_blocks(body, name, *block, path, iterators);
}

}  // namespace

bool names_whole(std::string_view reference) {
    const auto steps = 1 + std::ranges::count(reference, '.');
    const bool is_data = reference.starts_with("data.");
    return steps == (is_data ? 3 : 2);
}

std::optional<BlockExpression> block_expression(const Block& resource, const json::object& values,
                                                std::string_view path) {
    const auto name = take_step(path);
    if (path.empty())
        return std::nullopt;  // an attribute of the resource itself: the plan has it
    const auto* block = planned_element(values.if_contains(name), take_step(path));
    return block == nullptr ? std::nullopt : in_blocks(resource, name, *block, path, {});
}

std::optional<std::vector<Token>> member_of(const std::vector<Token>& expression,
                                            std::string_view name) {
    const auto is_mark = [&](std::size_t at, std::string_view marks) {
        return at < expression.size() && expression[at].kind == TokenKind::Mark &&
               marks.find(expression[at].value.front()) != std::string_view::npos;
    };
    if (!is_mark(0, "{"))
        return std::nullopt;
    int depth = 1;
    for (std::size_t at = 1; at + 1 < expression.size(); ++at) {
        depth += is_mark(at, "([{") ? 1 : is_mark(at, ")]}") ? -1 : 0;
        const bool begins = is_mark(at - 1, "{,") || expression[at - 1].kind == TokenKind::LineEnd;
        const bool is_key = is_mark(at + 1, "=:") && !is_mark(at + 2, "=");
        if (depth != 1 || !begins || expression[at].value != name || !is_key)
            continue;
        std::vector<Token> member;
        for (at += 2; at < expression.size(); ++at) {
            const bool ends = is_mark(at, ",}") || expression[at].kind == TokenKind::LineEnd;
            if (depth == 1 && ends)
                return member;
            depth += is_mark(at, "([{") ? 1 : is_mark(at, ")]}") ? -1 : 0;
            member.push_back(expression[at]);
        }
    }
    return std::nullopt;
}

}  // namespace inland::sources::terraform
