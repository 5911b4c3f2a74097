// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/truth.h"

#include <string>
#include <string_view>

namespace inland::prove {

/// Whether an operator asks that values match, that none does, or that the key is missing.
enum class OperatorSense { Plain, Negated, KeyIsMissing };

/// How the values of a condition are written: with wildcards, as ordinary text, or as something
/// else (numbers, dates, addresses), where policy variables have no place.
enum class OperatorValues { Patterns, Texts, Others };

/// One operator of the Condition element. `compare` asks whether one value of the request matches
/// one of the policy; a value that cannot be read matches nothing.
struct ConditionOperator {
    std::string_view name;
    OperatorSense sense;
    OperatorValues values;
    Truth (*compare)(std::string_view expected, std::string_view actual);
};

/// The operator of this name, in any case, without quantifier and "IfExists"; null when IAM has
/// none.
const ConditionOperator* condition_operator(std::string_view name);

}  // namespace inland::prove
