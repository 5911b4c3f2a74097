// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

struct ConditionOperator;  // a row of condition_operators.cpp

/// How a condition treats a key with several values.
enum class Quantifier { None, ForAllValues, ForAnyValue };

/// "...IfExists" holds when the key is missing.
enum class WhenMissing { ByOperator, Holds };

/// One key of a Condition element: "ForAnyValue:StringLikeIfExists": {"aws:TagKeys": [...]}.
struct Condition {
    const ConditionOperator* operation = nullptr;  ///< never null; lives as long as the program
    Quantifier quantifier = Quantifier::None;
    WhenMissing when_missing = WhenMissing::ByOperator;
    std::string key;  ///< lower case: "aws:sourcevpce"
    std::vector<std::string> values;
};

}  // namespace inland::prove
