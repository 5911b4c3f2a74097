// SPDX-License-Identifier: Apache-2.0
#include "knowledge/reporter.h"
#include "sources/cloudformation/stack.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;

Truth equal(const Value& left, const Value& right) {
    if (left.kind == ValueKind::List || right.kind == ValueKind::List || left.is_open() ||
        right.is_open())
        return Truth::Unknown;
    return truth_of(left.text == right.text);
}

}  // namespace

Truth Stack::condition(std::string_view name, knowledge::Position position) {
    if (const auto found = conditions_.find(name); found != conditions_.end())
        return found->second;
    const auto* conditions = section("Conditions");
    const auto* declared = conditions == nullptr ? nullptr : conditions->find(name);
    if (declared == nullptr) {
        mistake(position, "cloudformation-condition", "the template has no such condition",
                knowledge::quoted(name));
        return Truth::Unknown;
    }
    const auto step = fmt::format("condition {}", name);
    if (!under_way_.insert(step).second) {
        mistake(declared->position, "cloudformation-cycle",
                "the template refers to itself in a circle", step);
        return Truth::Unknown;
    }
    const auto truth = judge(*declared);
    under_way_.erase(step);
    conditions_.emplace(name, truth);
    return truth;
}

Truth Stack::judge(const Node& node) {
    if (node.children.size() != 1) {
        mistake(node.position, "cloudformation-condition", "this is no condition",
                "Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition was expected");
        return Truth::Unknown;
    }
    const auto& function = node.children.front();
    const auto& arguments = function.children;
    if (function.key == "Condition")
        return condition(function.text, function.position);
    if (function.key == "Fn::Equals" && arguments.size() == 2)
        return equal(evaluate(arguments[0]), evaluate(arguments[1]));
    if (function.key == "Fn::Not" && arguments.size() == 1)
        return negated(judge(arguments.front()));
    const bool all = function.key == "Fn::And";
    if ((!all && function.key != "Fn::Or") || arguments.empty()) {
        not_known(function.position, fmt::format("the condition {}", function.key));
        return Truth::Unknown;
    }
    auto whole = truth_of(all);
    for (const auto& argument : arguments)
        whole = all ? both(whole, judge(argument)) : either(whole, judge(argument));
    return whole;
}

}  // namespace inland::sources::cloudformation
