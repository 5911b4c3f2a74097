// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/dynamic_block.h"

#include <algorithm>
#include <map>

namespace inland::sources::terraform {

namespace {

using language::Block;
using language::Token;
using language::TokenKind;

/// What each iterator of the blocks around goes over.
using Iterators = std::map<std::string, std::vector<std::string>, std::less<>>;

std::string_view take_step(std::string_view& path) {
    const auto end = std::min(path.find('.'), path.size());
    const auto step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return step;
}

std::vector<const Block*> blocks_named(const Block& body, std::string_view name, Blocks which) {
    std::vector<const Block*> found;
    for (const auto& block : body.blocks)
        if ((block.type == name && which == Blocks::All) ||
            (block.type == "dynamic" && !block.labels.empty() && block.labels.front() == name))
            found.push_back(&block);
    return found;
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
void add_repeated(DynamicExpression& expression, const std::vector<std::string>& over,
                  std::string_view rest) {
    constexpr std::string_view value = "value";
    expression.is_repeated = true;
    rest.remove_prefix(std::min(rest.starts_with(value) ? value.size() : 0, rest.size()));
    for (const auto& one : over)
        expression.references.push_back(names_whole(one) ? one + std::string(rest) : one);
}

DynamicExpression with_iterators(const std::vector<Token>& tokens, const Iterators& iterators) {
    DynamicExpression expression;
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

}  // namespace

bool names_whole(std::string_view reference) {
    const auto steps = 1 + std::ranges::count(reference, '.');
    const bool is_data = reference.starts_with("data.");
    return steps == (is_data ? 3 : 2);
}

std::optional<DynamicExpression> dynamic_expression(const Block& resource, std::string_view path,
                                                    Blocks outermost) {
    Iterators iterators;
    const Block* body = &resource;
    while (body != nullptr && !path.empty()) {
        const auto step = take_step(path);
        if (const auto attribute = body->attributes.find(step); attribute != body->attributes.end())
            return with_iterators(attribute->second, iterators);
        const auto found = blocks_named(*body, step, outermost);
        outermost = Blocks::All;
        if (found.size() != 1)
            return std::nullopt;
        body = found.front()->type == "dynamic" ? content_of(*found.front(), iterators)
                                                : found.front();
        take_step(path);  // the index
    }
    return std::nullopt;
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
