// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/functions.h"

#include "core/crypto.h"
#include "knowledge/reporter.h"
#include "sources/cloudformation/names.h"
#include "sources/cloudformation/stack.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;
using knowledge::NodeKind;

/// Nested functions may double a text at each level; nothing that CloudFormation takes is longer.
constexpr std::size_t longest_text = std::size_t{1} << 16U;
/// No Region has more zones.
constexpr int most_zones = 6;

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

Value malformed(Stack& stack, const Node& argument, std::string_view expected) {
    stack.mistake(argument.position, "cloudformation-function",
                  fmt::format("{} cannot be read", knowledge::quoted(argument.key)),
                  fmt::format("expected {}", expected));
    return Value::unknown(argument.position);
}

/// With AWS::LanguageExtensions, names may be put together.
std::optional<std::string> name_of(Stack& stack, const Node& written) {
    auto name = stack.evaluate(written);
    return name.is_text() ? std::optional(std::move(name.text)) : std::nullopt;
}

Value reference(Stack& stack, const Node& argument) {
    if (argument.kind == NodeKind::Scalar)
        return stack.referred(argument.text, argument.position);
    const auto name = name_of(stack, argument);
    return name ? stack.referred(*name, argument.position) : malformed(stack, argument, "a name");
}

Value attribute(Stack& stack, const Node& argument) {
    if (argument.kind == NodeKind::Scalar) {
        const auto dot = std::min(argument.text.find('.'), argument.text.size());
        return stack.attribute(argument.text.substr(0, dot),
                               argument.text.substr(std::min(dot + 1, argument.text.size())),
                               argument.position);
    }
    if (argument.children.size() < 2)
        return malformed(stack, argument, "a resource and an attribute");
    const auto name = name_of(stack, argument.children[0]);
    const auto attribute = name_of(stack, argument.children[1]);
    return name && attribute ? stack.attribute(*name, *attribute, argument.position)
                             : Value::unknown(argument.position);
}

Value join(Stack& stack, const Node& argument) {
    if (argument.kind != NodeKind::List || argument.children.size() != 2)
        return malformed(stack, argument, "a delimiter and a list");
    const auto delimiter = stack.evaluate(argument.children[0]);
    const auto parts = stack.evaluate(argument.children[1]);
    if (!delimiter.is_text() || parts.kind != ValueKind::List)
        return Value::unknown(argument.position);
    return concatenated(stack, parts.children, delimiter.text, argument.position);
}

Value split_at(Stack& stack, const Node& argument) {
    if (argument.kind != NodeKind::List || argument.children.size() != 2)
        return malformed(stack, argument, "a delimiter and a text");
    return split(stack.evaluate(argument.children[1]), argument.children[0].text);
}

Value select(Stack& stack, const Node& argument) {
    if (argument.kind != NodeKind::List || argument.children.size() != 2)
        return malformed(stack, argument, "an index and a list");
    const auto index = stack.evaluate(argument.children[0]);
    const auto list = stack.evaluate(argument.children[1]);
    const auto* found =
        index.is_text() && list.kind == ValueKind::List ? list.find(index.text) : nullptr;
    return found == nullptr ? Value::unknown(argument.position) : *found;
}

Value when(Stack& stack, const Node& argument) {
    if (argument.kind != NodeKind::List || argument.children.size() != 3)
        return malformed(stack, argument, "a condition and two values");
    const auto truth = stack.condition(argument.children[0].text, argument.children[0].position);
    if (truth != Truth::Unknown)
        return stack.evaluate(argument.children[truth == Truth::Yes ? 1 : 2]);
    auto yes = stack.evaluate(argument.children[1]);
    return yes == stack.evaluate(argument.children[2]) ? yes : Value::unknown(argument.position);
}

const Node* entry_of(const Node* map, const Value& key) {
    return map == nullptr || !key.is_text() ? nullptr : map->find(key.text);
}

Value find_in_map(Stack& stack, const Node& argument) {
    if (argument.kind != NodeKind::List || argument.children.size() < 3)
        return malformed(stack, argument, "a mapping and two keys");
    const auto* map = entry_of(stack.section("Mappings"), stack.evaluate(argument.children[0]));
    const auto first = stack.evaluate(argument.children[1]);
    const auto second = stack.evaluate(argument.children[2]);
    if (const auto* found = entry_of(entry_of(map, first), second))
        return stack.evaluate(*found);
    const bool sure = first.is_text() && second.is_text();
    const auto* fallback =
        argument.children.size() == 4 ? argument.children[3].find("DefaultValue") : nullptr;
    if (sure && fallback != nullptr)
        return stack.evaluate(*fallback);
    if (sure && map != nullptr)
        stack.mistake(argument.position, "cloudformation-mapping", "the mapping has no such entry",
                      fmt::format("{} {}", first.text, second.text));
    return Value::unknown(argument.position);
}

/// Which zones they are is the account's matter; that they differ from each other is sure.
Value zones(Stack& stack, const Node& argument) {
    auto region = stack.evaluate(argument);
    if (region.is_absent() || (region.is_text() && region.text.empty()))
        region = stack.referred("AWS::Region", argument.position);
    const auto name = region.is_text() ? region.text : std::string("the Region");
    Value list{.kind = ValueKind::List, .position = argument.position};
    for (int zone = 1; zone <= most_zones; ++zone)
        list.children.push_back({.kind = ValueKind::Symbolic,
                                 .text = fmt::format("zone {} of {}", zone, name),
                                 .position = argument.position});
    return list;
}

/// Symbolic text stays readable; only what the template knows whole is encoded.
Value base64(Stack& stack, const Node& argument) {
    auto value = stack.evaluate(argument);
    if (value.is_text())
        value.text = inland::base64(value.text);
    return value.kind == ValueKind::Reference ? Value::unknown(argument.position) : value;
}

Value imported(Stack& stack, const Node& argument) {
    const auto name = stack.evaluate(argument);
    return stack.not_known(argument.position,
                           fmt::format("the export {}", name.is_text() ? name.text : "of a stack"));
}

Value unevaluated(Stack& stack, const Node& argument) {
    return stack.not_known(argument.position,
                           fmt::format("what {} gives here", knowledge::quoted(argument.key)));
}

constexpr std::array<std::pair<std::string_view, Function>, 12> table = {{
    {"Ref", reference},
    {"Fn::GetAtt", attribute},
    {"Fn::Sub", substituted},
    {"Fn::Join", join},
    {"Fn::Split", split_at},
    {"Fn::Select", select},
    {"Fn::If", when},
    {"Fn::FindInMap", find_in_map},
    {"Fn::Cidr", subnet_blocks},
    {"Fn::GetAZs", zones},
    {"Fn::Base64", base64},
    {"Fn::ImportValue", imported},
}};

}  // namespace

std::optional<Function> function_named(std::string_view name) {
    for (const auto& [known, function] : table)
        if (known == name)
            return function;
    if (name.starts_with("Fn::"))
        return unevaluated;
    return std::nullopt;
}

Value concatenated(Stack& stack, const std::vector<Value>& parts, std::string_view between,
                   knowledge::Position position) {
    if (parts.size() == 1 && parts.front().kind != ValueKind::List)
        return parts.front();
    Value whole = Value::of({}, position);
    for (const auto& part : parts) {
        const auto text = part.kind == ValueKind::Reference ? in_text(stack, part) : part;
        const bool readable = text.is_text() || text.kind == ValueKind::Symbolic;
        if (!readable || whole.text.size() + text.text.size() > longest_text)
            return Value::unknown(position);
        whole.text += &part == &parts.front() ? "" : between;
        whole.text += text.text;
        if (!text.is_text())
            whole.kind = ValueKind::Symbolic;
    }
    if (whole.kind == ValueKind::Symbolic && !between.empty()) {
        whole.attribute = between;  // what was joined can be split again
        whole.children = parts;
    }
    return whole;
}

Value split(const Value& value, std::string_view at) {
    if (value.kind == ValueKind::Symbolic && !at.empty() && value.attribute == at)
        return {.kind = ValueKind::List, .position = value.position, .children = value.children};
    if (!value.is_text() || at.empty())
        return Value::unknown(value.position);
    Value list{.kind = ValueKind::List, .position = value.position};
    for (std::size_t from = 0; from <= value.text.size();) {
        const auto to = std::min(value.text.find(at, from), value.text.size());
        list.children.push_back(Value::of(value.text.substr(from, to - from), value.position));
        from = to + at.size();
    }
    return list;
}

Value list_of(const Value& value) {
    if (value.kind == ValueKind::Reference)
        return {.kind = ValueKind::List, .position = value.position, .children = {value}};
    if (value.kind == ValueKind::List || (value.is_text() && value.text.empty()))
        return {.kind = ValueKind::List, .position = value.position, .children = value.children};
    auto list = split(value, ",");
    for (auto& item : list.children)
        if (item.is_text())
            item.text = trimmed(item.text);
    return list;
}

}  // namespace inland::sources::cloudformation
