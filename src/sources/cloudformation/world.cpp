// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/world.h"

#include "sources/cloudformation/template_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;
using knowledge::NodeKind;

/// Transforms that add nothing that a proof looks at: loops are written out here, and AWS SAM makes
/// functions and APIs.
constexpr std::string_view language_extensions = "AWS::LanguageExtensions";
constexpr std::array<std::string_view, 2> harmless_transforms = {language_extensions,
                                                                 "AWS::Serverless-2016-10-31"};
/// A template of one's own seldom nests ten.
constexpr int most_nested = 256;

bool is_harmless(const Node& transform) {
    return transform.kind == NodeKind::Scalar &&
           std::ranges::find(harmless_transforms, transform.text) != harmless_transforms.end();
}

/// Macros may change the whole template.
bool has_macros(const Node& root) {
    const auto* transform = root.find("Transform");
    if (transform == nullptr)
        return false;
    return transform->kind == NodeKind::List
               ? !std::ranges::all_of(transform->children, is_harmless)
               : !is_harmless(*transform);
}

bool has_loops(const Node& root) {
    const auto* transform = root.find("Transform");
    const auto is_it = [](const Node& node) { return node.text == language_extensions; };
    return transform != nullptr &&
           (is_it(*transform) || std::ranges::any_of(transform->children, is_it));
}

bool is_template(const Node& root, knowledge::Reporter& reporter) {
    const auto* resources = root.find("Resources");
    if (resources != nullptr && resources->kind == NodeKind::Map)
        return true;
    reporter.error(root.position, "cloudformation-resources", "the template has no resources",
                   "a template is a map with a map of Resources");
    return false;
}

}  // namespace

void World::miss_everything() {
    topology::for_each_type([&]<typename R>() { missing_.emplace(R::type); });
}

void World::report(Diagnostic diagnostic) {
    if (reported_.insert(diagnostic.text()).second)
        diagnostics_.add(std::move(diagnostic));
}

bool World::may_nest() {
    return ++nested_ <= most_nested;
}

bool World::may_make(std::size_t values) {
    constexpr std::size_t most_values = 2'000'000;
    made_ += values;
    return made_ <= most_values;
}

const Declared* World::find(std::string_view key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : &declared_[found->second];
}

std::unique_ptr<Stack> World::stack_of(std::string prefix, const std::string& file,
                                       std::string_view bytes, Parameters given) {
    knowledge::Reporter reporter(file, diagnostics_);
    auto root = read_template_file(bytes, reporter);
    if (!root || !is_template(*root, reporter))
        return nullptr;
    const bool macros = has_macros(*root);
    const bool loops = has_loops(*root);
    auto stack =
        std::make_unique<Stack>(*this, std::move(prefix), file, std::move(*root), std::move(given));
    if (macros) {
        stack->not_known({}, "what the template's macros make of it");
        miss_everything();
    }
    if (loops)
        stack->write_out_loops();
    return stack;
}

void World::declare(Stack& stack) {
    for (const auto& resource : stack.section("Resources")->children)
        declare_resource(stack, resource);
}

void World::declare_resource(Stack& stack, const Node& resource) {
    const auto* type = resource.find("Type");
    if (resource.key.starts_with("Fn::")) {
        stack.not_known(resource.key_position, fmt::format("the resources of {}", resource.key));
        return miss_everything();
    }
    if (type == nullptr || type->kind != NodeKind::Scalar)
        return stack.mistake(resource.key_position, "cloudformation-type", "a resource has no type",
                             resource.key);
    Declared declared{
        .stack = &stack,
        .logical_id = resource.key,
        .key = stack.key_of(resource.key),
        .type = type->text,
        .place = {stack.file(), resource.key_position.line, resource.key_position.column}};
    const auto* condition = resource.find("Condition");
    if (condition != nullptr)
        declared.exists = stack.condition(condition->text, condition->position);
    if (declared.exists == Truth::No)
        return;
    by_key_.emplace(declared.key, declared_.size());
    declared_.push_back(std::move(declared));
    if (type->text != "AWS::CloudFormation::Stack" && !type->text.ends_with("::MODULE"))
        return;
    auto* inner = stack.nested(resource.key);
    return inner != nullptr ? declare(*inner) : miss_everything();
}

void World::evaluate() {
    for (auto& declared : declared_) {
        const auto* properties = declared.stack->resource(declared.logical_id)->find("Properties");
        if (properties == nullptr)
            continue;
        declared.properties = declared.stack->evaluate(*properties);
        if (properties->kind == NodeKind::Scalar || properties->kind == NodeKind::List)
            declared.stack->mistake(properties->position, "cloudformation-properties",
                                    "properties must be a map", declared.logical_id);
    }
}

}  // namespace inland::sources::cloudformation
