// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/stack.h"

#include "knowledge/reporter.h"
#include "sources/cloudformation/functions.h"
#include "sources/cloudformation/names.h"
#include "sources/cloudformation/world.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;
using knowledge::NodeKind;
using knowledge::Position;

bool has_loop(const Node& map) {
    return std::ranges::any_of(map.children, is_loop, &Node::key);
}

}  // namespace

Stack::Stack(World& world, std::string prefix, std::string file, Node root, Parameters given)
    : world_(world),
      prefix_(std::move(prefix)),
      file_(std::move(file)),
      root_(std::move(root)),
      given_(std::move(given)) {}

const Node* Stack::section(std::string_view name) const {
    const auto* found = root_.find(name);
    return found != nullptr && found->kind == NodeKind::Map ? found : nullptr;
}

const Node* Stack::resource(std::string_view logical_id) const {
    const auto* resources = section("Resources");
    const auto* found = resources == nullptr ? nullptr : resources->find(logical_id);
    return found != nullptr && found->kind == NodeKind::Map ? found : nullptr;
}

std::string Stack::key_of(std::string_view logical_id) const {
    return prefix_ + std::string(logical_id);
}

Value Stack::not_known(Position position, std::string what) {
    world_.report({.severity = Severity::Warning,
                   .rule = "cloudformation-unknown",
                   .summary = "only CloudFormation will know this",
                   .detail = std::move(what),
                   .place = {file_, position.line, position.column}});
    return Value::unknown(position);
}

void Stack::mistake(Position position, std::string rule, std::string summary, std::string detail) {
    world_.report({.rule = std::move(rule),
                   .summary = std::move(summary),
                   .detail = std::move(detail),
                   .place = {file_, position.line, position.column}});
}

Value Stack::evaluate(const Node& node) {
    if (!world_.may_make(1))
        return Value::unknown(node.position);
    switch (node.kind) {
        case NodeKind::Null:
            return {.position = node.position};
        case NodeKind::Scalar:
            return Value::of(node.text, node.position);
        case NodeKind::List:
            return evaluate_list(node);
        case NodeKind::Map:
            return evaluate_map(node);
    }
    return {};
}

Value Stack::evaluate_list(const Node& node) {
    Value list{.kind = ValueKind::List, .position = node.position};
    list.children.reserve(node.children.size());
    for (const auto& child : node.children)
        if (auto value = evaluate(child); !value.is_absent())
            list.children.push_back(std::move(value));
    return list;
}

Value Stack::evaluate_map(const Node& node) {
    if (node.children.size() == 1)
        if (const auto function = function_named(node.children.front().key))
            return (*function)(*this, node.children.front());
    if (has_loop(node))
        return not_known(node.position, "what Fn::ForEach makes here");
    Value map{.kind = ValueKind::Map, .position = node.position};
    map.children.reserve(node.children.size());
    for (const auto& child : node.children) {
        auto value = evaluate(child);
        if (value.is_absent())
            continue;
        value.key = child.key;
        map.children.push_back(std::move(value));
    }
    return map;
}

Value Stack::parameter(const Node& declared) {
    const auto* type = declared.find("Type");
    const std::string kind = type == nullptr ? std::string() : type->text;
    const auto* fallback = declared.find("Default");
    const auto given = given_.find(declared.key);
    if (kind.starts_with("AWS::SSM::Parameter::Value"))
        return not_known(declared.key_position,
                         fmt::format("what the SSM parameter of {} holds", declared.key));
    if (given == given_.end() && fallback == nullptr)
        return not_known(declared.key_position,
                         fmt::format("the value of parameter {}, which has no default (give it "
                                     "with --parameters FILE)",
                                     declared.key));
    const auto value = given != given_.end() ? given->second : evaluate(*fallback);
    const bool is_list = kind == "CommaDelimitedList" || kind.starts_with("List<");
    return is_list ? list_of(value) : value;
}

Value Stack::referred(std::string_view name, Position position) {
    if (name.starts_with("AWS::"))
        return pseudo_parameter(*this, name, prefix_, position);
    const auto* parameters = section("Parameters");
    const auto* declared = parameters == nullptr ? nullptr : parameters->find(name);
    if (declared != nullptr)
        return parameter(*declared);
    if (resource(name) != nullptr)
        return {.kind = ValueKind::Reference, .text = key_of(name), .position = position};
    mistake(position, "cloudformation-reference", "the template has nothing of that name",
            fmt::format("{} is neither a parameter nor a resource", knowledge::quoted(name)));
    return Value::unknown(position);
}

Value Stack::attribute(std::string_view name, std::string_view attribute, Position position) {
    constexpr std::string_view outputs = "Outputs.";
    if (resource(name) == nullptr)
        return referred(name, position);
    if (attribute.starts_with(outputs)) {
        auto* inner = nested(name);
        return inner == nullptr ? Value::unknown(position)
                                : inner->output(attribute.substr(outputs.size()));
    }
    // What a resource was given, it gives back under the same name.
    if (auto value = property(name, attribute); !value.is_absent())
        return value;
    return {.kind = ValueKind::Reference,
            .text = key_of(name),
            .attribute = std::string(attribute),
            .position = position};
}

Value Stack::evaluate_once(const std::string& step, const Node& node) {
    auto found = evaluated_.find(step);
    if (found == evaluated_.end()) {
        if (!under_way_.insert(step).second) {
            mistake(node.position, "cloudformation-cycle",
                    "the template refers to itself in a circle", step);
            return Value::unknown(node.position);
        }
        found = evaluated_.emplace(step, evaluate(node)).first;
        under_way_.erase(step);
    }
    return world_.may_make(found->second.size()) ? found->second : Value::unknown(node.position);
}

Value Stack::property(std::string_view logical_id, std::string_view name) {
    const auto* declared = resource(logical_id);
    const auto* properties = declared == nullptr ? nullptr : declared->find("Properties");
    const auto* found = properties == nullptr ? nullptr : properties->find(name);
    if (found == nullptr)
        return {};
    return evaluate_once(fmt::format("property {}.{}", logical_id, name), *found);
}

Value Stack::output(std::string_view name) {
    const auto* outputs = section("Outputs");
    const auto* found = outputs == nullptr ? nullptr : outputs->find(name);
    const auto* value = found == nullptr ? nullptr : found->find("Value");
    if (value == nullptr)
        return Value::unknown({});
    return evaluate_once(fmt::format("output {}", name), *value);
}

}  // namespace inland::sources::cloudformation
