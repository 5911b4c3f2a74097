// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "sources/cloudformation/value.h"

#include <optional>
#include <string_view>
#include <vector>

namespace inland::sources::cloudformation {

class Stack;

/// An intrinsic function with its argument, whose key is the function's name.
using Function = Value (*)(Stack& stack, const knowledge::Node& argument);

/// What a key calls: "Ref", or any "Fn::..." (of which the unknown ones come to Unknown).
std::optional<Function> function_named(std::string_view name);

/// Texts one after the other. Names that only CloudFormation will know make it symbolic.
Value concatenated(Stack& stack, const std::vector<Value>& parts, std::string_view between,
                   knowledge::Position position);
/// "a,b" as a list; also of what a Join made.
Value list_of(const Value& value);
Value split(const Value& value, std::string_view at);

Value substituted(Stack& stack, const knowledge::Node& argument);    // Fn::Sub
Value subnet_blocks(Stack& stack, const knowledge::Node& argument);  // Fn::Cidr

}  // namespace inland::sources::cloudformation
