// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/terraform/language/block.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform {

/// What an expression in a dynamic block refers to, with `ingress.value` read as what the block is
/// repeated over. `is_repeated`: it does refer to that, so each repetition is of one of them.
struct DynamicExpression {
    std::vector<std::string> references;
    bool is_repeated = false;
};

/// Which of the blocks of a name are looked at.
enum class Blocks { All, Dynamic };

/// The expression at "ingress.0.security_groups" of a resource, where `ingress` is one dynamic
/// block. Nothing where there are several: which of them a block of the plan came from cannot be
/// told.
std::optional<DynamicExpression> dynamic_expression(const language::Block& resource,
                                                    std::string_view path, Blocks outermost);

/// "aws_vpc.main" and "var.x" name a whole, "aws_vpc.main.id" a part of it.
bool names_whole(std::string_view reference);

/// The expression of one member, where the whole is written as an object: `{ id = a.b, ... }`.
std::optional<std::vector<language::Token>> member_of(
    const std::vector<language::Token>& expression, std::string_view name);

}  // namespace inland::sources::terraform
