// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/condition_match.h"

#include "prove/policies/condition_operators.h"
#include "prove/policies/pattern.h"
#include "prove/policies/policy_variables.h"

#include <algorithm>

namespace inland::prove {

namespace {

using Values = std::vector<std::string>;

struct Comparison {
    const Condition& condition;
    Variables variables;
    const PolicyRequest& request;
    Doubts& doubts;

    [[nodiscard]] bool is_negated() const {
        return condition.operation->sense == OperatorSense::Negated;
    }
};

Truth match_value(const Comparison& comparison, const std::string& expected,
                  const std::string& actual) {
    const ConditionOperator& operation = *comparison.condition.operation;
    if (operation.values == OperatorValues::Others)
        return operation.compare(expected, actual);
    const FilledText filled =
        fill_in(expected, comparison.variables, comparison.request, comparison.doubts);
    if (filled.there != Truth::Yes)
        return filled.there;
    return operation.compare(
        operation.values == OperatorValues::Texts ? as_literal(filled.text) : filled.text, actual);
}

Truth match_any_expected(const Comparison& comparison, const std::string& actual) {
    Truth any = Truth::No;
    for (const std::string& expected : comparison.condition.values)
        any = either(any, match_value(comparison, expected, actual));
    if (any == Truth::Unknown)
        comparison.doubts.insert(comparison.condition.key);
    return any;
}

/// One value of the request against all of the policy: one of them, or, negated, none.
Truth holds_for(const Comparison& comparison, const std::string& actual) {
    const Truth matches = match_any_expected(comparison, actual);
    return comparison.is_negated() ? negation(matches) : matches;
}

Truth holds_for_all(const Comparison& comparison, const Values& actual) {
    Truth all = Truth::Yes;
    for (const std::string& value : actual)
        all = both(all, holds_for(comparison, value));
    return all;
}

Truth holds_for_any(const Comparison& comparison, const Values& actual) {
    Truth any = Truth::No;
    for (const std::string& value : actual)
        any = either(any, holds_for(comparison, value));
    return any;
}

Truth when_missing(const Comparison& comparison) {
    const Condition& condition = comparison.condition;
    if (condition.when_missing == WhenMissing::Holds)
        return Truth::Yes;
    if (condition.quantifier != Quantifier::None)
        return truth_of(condition.quantifier == Quantifier::ForAllValues);
    return truth_of(comparison.is_negated());
}

/// "Null": {"key": "true"} holds when the key is missing, "false" when it is there.
Truth match_presence(const Condition& condition, bool missing) {
    Truth any = Truth::No;
    for (const std::string& expected : condition.values)
        any = either(any, condition.operation->compare(expected, missing ? "true" : "false"));
    return any;
}

Truth match_values(const Comparison& comparison, const Values& actual) {
    const bool all =
        comparison.condition.quantifier == Quantifier::ForAllValues ||
        (comparison.condition.quantifier == Quantifier::None && comparison.is_negated());
    return all ? holds_for_all(comparison, actual) : holds_for_any(comparison, actual);
}

/// Whether no value that the request may have would match: all variables of the policy are missing.
bool matches_nothing(const Comparison& comparison) {
    if (comparison.condition.operation->values == OperatorValues::Others)
        return false;
    Doubts ignored;
    return std::ranges::all_of(comparison.condition.values, [&](const std::string& expected) {
        return fill_in(expected, comparison.variables, comparison.request, ignored).there ==
               Truth::No;
    });
}

/// What holds whether the key is there or not, and whatever its value is; else Unknown.
Truth whatever_it_is(const Comparison& comparison) {
    const Condition& condition = comparison.condition;
    if (condition.operation->sense == OperatorSense::KeyIsMissing)
        return match_presence(condition, true) == match_presence(condition, false)
                   ? match_presence(condition, true)
                   : Truth::Unknown;
    const Truth there = truth_of(comparison.is_negated());
    return matches_nothing(comparison) && when_missing(comparison) == there ? there
                                                                            : Truth::Unknown;
}

}  // namespace

Truth match_condition(const Condition& condition, Variables variables, const PolicyRequest& request,
                      Doubts& doubts) {
    const Comparison comparison{condition, variables, request, doubts};
    if (is_unknown_key(request, condition.key)) {
        const Truth truth = whatever_it_is(comparison);
        if (truth == Truth::Unknown)
            doubts.insert(condition.key);
        return truth;
    }
    const auto found = request.context.find(condition.key);
    const bool missing = found == request.context.end() || found->second.empty();
    if (condition.operation->sense == OperatorSense::KeyIsMissing)
        return match_presence(condition, missing);
    return missing ? when_missing(comparison) : match_values(comparison, found->second);
}

}  // namespace inland::prove
