// SPDX-License-Identifier: Apache-2.0
// Fn::Sub.
#include "sources/cloudformation/functions.h"
#include "sources/cloudformation/stack.h"

#include <algorithm>
#include <map>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;
using knowledge::NodeKind;

using Variables = std::map<std::string, Value, std::less<>>;

Variables variables_of(Stack& stack, const Node& map) {
    Variables variables;
    for (const auto& child : map.children)
        variables.emplace(child.key, stack.evaluate(child));
    return variables;
}

/// What "${name}" stands for: a variable of the function's own map, a resource's attribute, or what
/// Ref gives.
Value variable(Stack& stack, const Variables& own, std::string_view name,
               knowledge::Position position) {
    if (const auto found = own.find(name); found != own.end())
        return found->second;
    const auto dot = name.find('.');
    if (dot != std::string_view::npos)
        return stack.attribute(name.substr(0, dot), name.substr(dot + 1), position);
    return stack.referred(name, position);
}

/// The text cut into what stands there and what is substituted; "${!Literal}" stays "${Literal}".
std::vector<Value> parts_of(Stack& stack, const Variables& own, std::string_view text,
                            knowledge::Position position) {
    std::vector<Value> parts;
    while (!text.empty()) {
        const auto open = text.find("${");
        const auto close = text.find('}', std::min(open, text.size()));
        if (open == std::string_view::npos || close == std::string_view::npos)
            break;
        if (open > 0)
            parts.push_back(Value::of(std::string(text.substr(0, open)), position));
        const auto name = text.substr(open + 2, close - open - 2);
        parts.push_back(name.starts_with('!')
                            ? Value::of("${" + std::string(name.substr(1)) + "}", position)
                            : variable(stack, own, name, position));
        text.remove_prefix(close + 1);
    }
    if (!text.empty())
        parts.push_back(Value::of(std::string(text), position));
    return parts;
}

}  // namespace

Value substituted(Stack& stack, const Node& argument) {
    const bool has_map = argument.kind == NodeKind::List && argument.children.size() == 2;
    const auto& text = has_map ? argument.children[0] : argument;
    if (text.kind != NodeKind::Scalar) {
        stack.mistake(argument.position, "cloudformation-function", "Fn::Sub cannot be read",
                      "expected a text, or a text and a map of its variables");
        return Value::unknown(argument.position);
    }
    const auto own = has_map ? variables_of(stack, argument.children[1]) : Variables();
    return concatenated(stack, parts_of(stack, own, text.text, argument.position), {},
                        argument.position);
}

}  // namespace inland::sources::cloudformation
