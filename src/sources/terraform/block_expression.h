// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "sources/terraform/language/block.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform {

/// What an expression refers to, with a dynamic block's `ingress.value` read as what the block is
/// repeated over. `is_repeated`: it does refer to that, so each repetition is of one of them.
struct BlockExpression {
    std::vector<std::string> references;
    bool is_repeated = false;
    bool operator==(const BlockExpression&) const = default;
};

/// The expression at "ingress.0.security_groups" of a resource whose planned values are given. Of
/// several blocks of a name, written out or dynamic, the one is meant that has the planned block's
/// constants; nothing where that does not tell.
std::optional<BlockExpression> block_expression(const language::Block& resource,
                                                const json::object& values, std::string_view path);

/// "aws_vpc.main" and "var.x" name a whole, "aws_vpc.main.id" a part of it.
bool names_whole(std::string_view reference);

/// The expression of one member, where the whole is written as an object: `{ id = a.b, ... }`.
std::optional<std::vector<language::Token>> member_of(
    const std::vector<language::Token>& expression, std::string_view name);

}  // namespace inland::sources::terraform
