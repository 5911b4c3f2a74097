// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/terraform/language/block.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inland::sources::terraform {

/// A part of an expression that somebody else keeps. What follows takes such parts to pieces; it
/// evaluates nothing. Pure.
using Tokens = std::span<const language::Token>;

/// Without the ends of lines around it.
Tokens trimmed(Tokens tokens);
/// The argument of `jsonencode(...)` and `yamlencode(...)`; else the whole.
Tokens encoded(Tokens tokens);
/// Whether the expression is one pair of brackets, of which that is the opening one.
bool is_bracketed(Tokens tokens, char opening);
/// Whether what is in its brackets is a `for`.
bool is_loop(Tokens bracketed);

/// The members of an object, keys and values as they are written, and a list's elements.
std::vector<std::pair<Tokens, Tokens>> members_of(Tokens object);
std::vector<Tokens> elements_of(Tokens list);

/// `{ for KEY, VALUE in OVER : key => value }`
struct Loop {
    std::string key_name;  ///< "" when only the value has a name
    std::string value_name;
    Tokens over, key, value;
};
/// Nothing for loops that leave rounds out (`if`) or gather them (`...`).
std::optional<Loop> loop_of(Tokens bracketed);

/// The text that a number, true, false, or a quoted text without escapes and interpolations is.
std::optional<std::string> constant_text(Tokens tokens);
/// The expression in a text that is one interpolation: "${aws_vpc.main.id}". Else nothing.
Tokens sole_interpolation(Tokens tokens);
/// Whether it is a name and a way from it, with constants only in brackets.
bool is_traversal(Tokens tokens);
/// ".a[0].b" as a dotted path: "a.0.b".
std::string path_of(Tokens way);
/// As language::references_of.
std::vector<std::string> references_in(Tokens tokens);

}  // namespace inland::sources::terraform
