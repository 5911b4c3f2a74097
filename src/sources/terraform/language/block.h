// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/terraform/language/token.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform::language {

/// A block of Terraform's language, `resource "aws_vpc" "main" { ... }`; a file is one without a
/// type. Of its attributes the tokens of the expression are kept, which nobody evaluates.
struct Block {
    std::string type;
    std::vector<std::string> labels;
    std::map<std::string, std::vector<Token>, std::less<>> attributes;
    std::vector<Block> blocks;
};

/// The blocks of a file. What is no Terraform is an error, which says where. Pure.
Result<Block> read_file(std::string_view text);

/// What an expression refers to, spelled as a plan's configuration does: "aws_vpc.main.id",
/// "var.x", "each.value"; without functions, keys of objects, and what a `for` binds.
std::vector<std::string> references_of(const std::vector<Token>& expression);

}  // namespace inland::sources::terraform::language
