// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "sources/cloudformation/value.h"

#include <string_view>

namespace inland::sources::cloudformation {

class Stack;

/// "AWS::Region" and the like. The stack's own name and ids are symbolic.
Value pseudo_parameter(Stack& stack, std::string_view name, std::string_view prefix,
                       knowledge::Position position);

/// What a reference reads as within a text: a name that the template gives, a hole for what EKS
/// says of a cluster later (topology/late_text.h), or else a symbol.
Value in_text(Stack& stack, const Value& reference);

}  // namespace inland::sources::cloudformation
