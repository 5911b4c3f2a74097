// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/condition_operators.h"

#include "prove/policies/condition_values.h"
#include "prove/policies/pattern.h"

#include <array>
#include <functional>

#include <boost/algorithm/string/predicate.hpp>

namespace inland::prove {

namespace {

using enum OperatorSense;
using enum OperatorValues;

/// Texts come as patterns that only they match, so that one comparison serves both.
Truth same_text(std::string_view expected, std::string_view actual) {
    return match_pattern(expected, actual, Case::Minded);
}

Truth same_text_in_any_case(std::string_view expected, std::string_view actual) {
    return match_pattern(expected, actual, Case::Ignored);
}

template <auto Read, typename Compare>
Truth compare_read(std::string_view expected, std::string_view actual) {
    const auto one = Read(actual);
    const auto other = Read(expected);
    return truth_of(one && other && Compare{}(*one, *other));
}

template <typename Compare>
constexpr auto numbers = compare_read<read_number, Compare>;
template <typename Compare>
constexpr auto dates = compare_read<read_date, Compare>;
constexpr auto booleans = compare_read<read_boolean, std::equal_to<>>;

Truth in_block(std::string_view expected, std::string_view actual) {
    return truth_of(is_in_block(expected, actual));
}

Truth same_bytes(std::string_view expected, std::string_view actual) {
    return truth_of(expected == actual);
}

/// IAM User Guide, Condition operators, 2026-08. Dates and numbers: the request's value is on the
/// left of the comparison.
constexpr std::array operators{
    ConditionOperator{"StringEquals", Plain, Texts, same_text},
    ConditionOperator{"StringNotEquals", Negated, Texts, same_text},
    ConditionOperator{"StringEqualsIgnoreCase", Plain, Texts, same_text_in_any_case},
    ConditionOperator{"StringNotEqualsIgnoreCase", Negated, Texts, same_text_in_any_case},
    ConditionOperator{"StringLike", Plain, Patterns, same_text},
    ConditionOperator{"StringNotLike", Negated, Patterns, same_text},
    ConditionOperator{"NumericEquals", Plain, Others, numbers<std::equal_to<>>},
    ConditionOperator{"NumericNotEquals", Negated, Others, numbers<std::equal_to<>>},
    ConditionOperator{"NumericLessThan", Plain, Others, numbers<std::less<>>},
    ConditionOperator{"NumericLessThanEquals", Plain, Others, numbers<std::less_equal<>>},
    ConditionOperator{"NumericGreaterThan", Plain, Others, numbers<std::greater<>>},
    ConditionOperator{"NumericGreaterThanEquals", Plain, Others, numbers<std::greater_equal<>>},
    ConditionOperator{"DateEquals", Plain, Others, dates<std::equal_to<>>},
    ConditionOperator{"DateNotEquals", Negated, Others, dates<std::equal_to<>>},
    ConditionOperator{"DateLessThan", Plain, Others, dates<std::less<>>},
    ConditionOperator{"DateLessThanEquals", Plain, Others, dates<std::less_equal<>>},
    ConditionOperator{"DateGreaterThan", Plain, Others, dates<std::greater<>>},
    ConditionOperator{"DateGreaterThanEquals", Plain, Others, dates<std::greater_equal<>>},
    ConditionOperator{"Bool", Plain, Others, booleans},
    ConditionOperator{"BinaryEquals", Plain, Others, same_bytes},
    ConditionOperator{"IpAddress", Plain, Others, in_block},
    ConditionOperator{"NotIpAddress", Negated, Others, in_block},
    ConditionOperator{"ArnEquals", Plain, Patterns, match_arn},
    ConditionOperator{"ArnLike", Plain, Patterns, match_arn},
    ConditionOperator{"ArnNotEquals", Negated, Patterns, match_arn},
    ConditionOperator{"ArnNotLike", Negated, Patterns, match_arn},
    ConditionOperator{"Null", KeyIsMissing, Others, booleans},
};

}  // namespace

const ConditionOperator* condition_operator(std::string_view name) {
    const auto found = std::ranges::find_if(
        operators, [&](const auto& row) { return boost::iequals(row.name, name); });
    return found == operators.end() ? nullptr : &*found;
}

}  // namespace inland::prove
