// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/configuration.h"

#include "sources/terraform/expression_at.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::sources::terraform {

namespace {

/// Variables of modules that hand values down, and outputs that hand them up, end long before.
constexpr int deepest = 64;

/// The text up to the next '.' or '['; moves `rest` behind it and behind a '.'.
std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find_first_of(".["), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(end);
    if (rest.starts_with('.'))
        rest.remove_prefix(1);
    return word;
}

/// The key of "[0].x" or "[\"a\"].x"; moves `rest` behind it and a '.'. Nothing without brackets.
std::optional<std::string> take_index(std::string_view& rest) {
    if (!rest.starts_with('['))
        return std::nullopt;
    const bool quoted = rest.starts_with("[\"");
    const auto end = rest.find(quoted ? std::string_view("\"]") : std::string_view("]"));
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::size_t mark = quoted ? 2 : 1;
    std::string key(rest.substr(mark, end - mark));
    rest.remove_prefix(end + mark);
    if (rest.starts_with('.'))
        rest.remove_prefix(1);
    return key;
}

/// Terraform lists "a.b.id" with its prefixes "a.b" too: only the longest say something.
std::vector<std::string> longest_of(const json::array& references) {
    std::vector<std::string> all;
    for (const auto& reference : references)
        if (reference.is_string())
            all.emplace_back(reference.as_string());
    std::vector<std::string> longest;
    for (const auto& one : all)
        if (std::ranges::none_of(all, [&](const std::string& other) {
                return other.size() > one.size() && other.starts_with(one) &&
                       (other[one.size()] == '.' || other[one.size()] == '[');
            }))
            longest.push_back(one);
    return longest;
}

bool mentions(const std::vector<std::string>& references, std::string_view word) {
    return std::ranges::any_of(references,
                               [&](const std::string& text) { return text.starts_with(word); });
}

/// "a.b" of "a[0].b.c", as SourceFiles name modules.
std::string dotted(const ModulePath& path) {
    return fmt::format("{}", fmt::join(path | std::views::transform(&ModuleStep::name), "."));
}

}  // namespace

bool Origins::are_complete() const {
    const auto is_other = [&](const Origin& origin) {
        return origin.instance->type != found.front().instance->type ||
               origin.instance->name != found.front().instance->name;
    };
    if (!unresolved.empty() || (is_shared && found.size() > 1))
        return false;
    return !has_choice || std::ranges::none_of(found, is_other);
}

Configuration::Configuration(const json::value& document, const Instances& instances,
                             const SourceFiles& files)
    : root_(find_object(document, "configuration.root_module")),
      variables_(find_object(document, "variables")),
      instances_(instances),
      files_(files) {
    index_blocks(root_);
}

void Configuration::index_blocks(const json::object& module) {
    auto& blocks = blocks_[&module];
    for (const auto& resource : find_array(module, "resources"))
        if (const auto* block = resource.if_object())
            blocks.emplace(block_name(text_of(*block, "mode") == "data", text_of(*block, "type"),
                                      text_of(*block, "name")),
                           block);
    for (const auto& [name, call] : find_object(module, "module_calls"))
        if (const auto* below = find(call, "module"); below != nullptr && below->is_object())
            index_blocks(below->as_object());
}

const json::object* Configuration::block_of(const Instance& instance) const {
    const auto* module = module_at(instance.module);
    const auto blocks = blocks_.find(module);
    if (blocks == blocks_.end())
        return nullptr;
    const auto found =
        blocks->second.find(block_name(instance.is_data, instance.type, instance.name));
    return found == blocks->second.end() ? nullptr : found->second;
}

const json::object* Configuration::module_at(const ModulePath& path) const {
    const json::object* module = &root_;
    for (const auto& step : path) {
        const auto* calls = module->if_contains("module_calls");
        const auto* call = calls != nullptr && calls->is_object()
                               ? calls->as_object().if_contains(step.name)
                               : nullptr;
        const auto* below = call != nullptr && call->is_object()
                                ? call->as_object().if_contains("module")
                                : nullptr;
        if (below == nullptr || !below->is_object())
            return nullptr;
        module = &below->as_object();
    }
    return module;
}

bool Configuration::says(const Instance& instance, std::string_view path) const {
    const auto* block = block_of(instance);
    if (block == nullptr)
        return false;
    const auto* expressions = block->if_contains("expressions");
    const bool is_written = expression_at(*block, *instance.values, path).expression != nullptr;
    const auto first = path.substr(0, path.find('.'));
    return is_written || (expressions != nullptr && path != first && find(*expressions, first)) ||
           files_.in_block(dotted(instance.module), instance, path);
}

bool Configuration::leaves_out(const Instance& instance, std::string_view path) const {
    const auto* block = block_of(instance);
    const auto end = path.rfind('.');
    if (block == nullptr || end == std::string_view::npos)
        return false;
    const auto* around = expression_at(*block, *instance.values, path.substr(0, end)).expression;
    if (around != nullptr && around->is_object() && !around->as_object().contains("references") &&
        !around->as_object().contains(path.substr(end + 1)))
        return true;
    const auto origins = origins_of(instance, path);
    return origins.found.empty() && origins.unresolved.empty();
}

Origins Configuration::origins_of(const Instance& instance, std::string_view path) const {
    const auto* block = block_of(instance);
    const auto found =
        block == nullptr ? FoundExpression() : expression_at(*block, *instance.values, path);
    const Context context{
        .module = instance.module,
        .key = instance.key,
        .each = block == nullptr ? nullptr : block->if_contains("for_each_expression")};
    if (found.expression != nullptr && !found.is_shared) {
        Origins origins;
        follow(*found.expression, context, origins);
        return origins;
    }
    auto origins = origins_in_files(instance, path, context);
    if (origins.are_complete() || found.expression == nullptr)
        return origins;
    origins = {.is_shared = true};
    follow(*found.expression, context, origins);
    return origins;
}

Origins Configuration::origins_of_references(const Instance& instance,
                                             const std::vector<std::string>& references) const {
    const auto* block = block_of(instance);
    const Context context{
        .module = instance.module,
        .key = instance.key,
        .each = block == nullptr ? nullptr : block->if_contains("for_each_expression")};
    Origins origins;
    follow_all(references, context, origins);
    return origins;
}

const json::value* Configuration::variable(const Instance& instance, std::string_view name) const {
    const auto* variable = instance.module.empty() ? variables_.if_contains(name) : nullptr;
    return variable == nullptr ? nullptr : find(*variable, "value");
}

const std::vector<language::Token>* Configuration::written(const Instance& instance,
                                                           std::string_view argument) const {
    return files_.argument(dotted(instance.module), instance, argument);
}

const std::vector<language::Token>* Configuration::written_local(const Instance& instance,
                                                                 std::string_view name) const {
    return files_.local(dotted(instance.module), name);
}

/// Of blocks that a plan leaves out, as dynamic ones, or of which it tells all references together.
Origins Configuration::origins_in_files(const Instance& instance, std::string_view path,
                                        const Context& context) const {
    Origins origins;
    const auto written = files_.in_block(dotted(instance.module), instance, path);
    if (written)
        follow_all(written->references, context, origins);
    if (!written || (written->is_repeated && origins.found.size() != 1))
        origins.unresolved.push_back(fmt::format("{}.{}", instance.address, path));
    return origins;
}

void Configuration::follow(const json::value& expression, const Context& context,
                           Origins& origins) const {
    follow_all(longest_of(find_array(expression, "references")), context, origins);
}

void Configuration::follow_all(const std::vector<std::string>& references, const Context& context,
                               Origins& origins) const {
    if (context.depth > deepest)
        return origins.unresolved.push_back("references that go round in a circle");
    for (const auto& reference : references)
        follow_reference(reference, references, context, origins);
}

void Configuration::follow_reference(const std::string& reference,
                                     const std::vector<std::string>& all, const Context& context,
                                     Origins& origins) const {
    struct Row {
        std::string_view prefix;
        void (Configuration::*follow)(std::string_view, const Context&, Origins&) const;
    };
    static constexpr std::array rows{Row{"each.value", &Configuration::follow_each},
                                     Row{"var.", &Configuration::follow_variable},
                                     Row{"local.", &Configuration::follow_local}};
    static constexpr std::array ignored{"each.key", "count.", "path.", "terraform.", "self"};
    const std::string_view text = reference;
    for (const auto& row : rows)
        if (text.starts_with(row.prefix))
            return (this->*row.follow)(text.substr(row.prefix.size()), context, origins);
    if (std::ranges::any_of(ignored, [&](auto prefix) { return text.starts_with(prefix); }))
        return;
    if (text.starts_with("module."))
        return follow_output(text.substr(std::string_view("module.").size()), all, context,
                             origins);
    follow_resource(text, all, context, origins);
}

/// `for_each = local.groups` with `each.value.subnets`: the member of that key, where the files
/// have the local as an object.
std::optional<BlockExpression> Configuration::each_in_files(std::string_view rest,
                                                            const Context& context) const {
    const auto over = longest_of(find_array(*context.each, "references"));
    if (over.size() != 1 || !over.front().starts_with("local."))
        return std::nullopt;
    std::string_view name = over.front();
    take_word(name);
    std::vector<std::string> members{context.key};
    if (const auto member = take_word(rest); !member.empty())
        members.emplace_back(member);
    return files_.local(dotted(context.module), take_word(name), members);
}

/// `for_each = aws_subnet.private` with `each.value.id`: the instance of the same key.
void Configuration::follow_each(std::string_view rest, const Context& context,
                                Origins& origins) const {
    if (rest.starts_with('.'))
        rest.remove_prefix(1);
    if (context.each == nullptr)
        return origins.unresolved.push_back("each.value");
    if (const auto written = each_in_files(rest, context))
        return follow_written(written->references, context, origins);
    Origins sources;
    auto below = context;
    below.depth++;
    follow(*context.each, below, sources);
    for (auto& source : sources.found)
        if (source.instance->key == context.key && source.attribute.empty())
            origins.found.push_back({source.instance, std::string(rest)});
    if (origins.found.empty() || !sources.are_complete())
        origins.unresolved.emplace_back("each.value");
}

void Configuration::follow_variable(std::string_view rest, const Context& context,
                                    Origins& origins) const {
    // Variables of the root are given by the user: known, and so never asked about.
    if (context.module.empty())
        return void(origins.has_choice = true);
    const auto name = take_word(rest);
    auto above = context.module;
    const auto call_step = above.back();
    above.pop_back();
    const auto* module = module_at(above);
    if (module == nullptr)
        return origins.unresolved.push_back(fmt::format("var.{}", name));
    const auto& call = find_object(*module, "module_calls." + call_step.name);
    const auto* expressions = call.if_contains("expressions");
    const auto* expression = expressions == nullptr ? nullptr : find(*expressions, name);
    if (expression == nullptr)
        return void(origins.has_choice = true);  // the variable's default, which is known
    const Context caller{.module = above,
                         .key = call_step.key,
                         .each = call.if_contains("for_each_expression"),
                         .depth = context.depth + 1};
    const auto member = take_word(rest);
    const auto written = member.empty() ? std::nullopt
                                        : files_.argument(dotted(above), call_step.name, name,
                                                          {std::string(member)});
    if (written)
        return follow_written(written->references, caller, origins);
    const auto before = origins.found.size() + origins.unresolved.size();
    follow(*expression, caller, origins);
    if (origins.found.size() + origins.unresolved.size() == before)
        origins.has_choice = true;
}

void Configuration::follow_local(std::string_view rest, const Context& context,
                                 Origins& origins) const {
    const auto name = take_word(rest);
    const auto member = take_word(rest);
    const auto members =
        member.empty() ? std::vector<std::string>() : std::vector{std::string(member)};
    const auto written = files_.local(dotted(context.module), name, members);
    if (!written)
        return origins.unresolved.push_back(fmt::format("local.{}", name));
    follow_written(written->references, context, origins);
}

/// What the files say of an expression; one that refers to nothing is a constant.
void Configuration::follow_written(const std::vector<std::string>& references,
                                   const Context& context, Origins& origins) const {
    auto below = context;
    below.depth++;
    const auto before = origins.found.size() + origins.unresolved.size();
    follow_all(references, below, origins);
    if (origins.found.size() + origins.unresolved.size() == before)
        origins.has_choice = true;
}

void Configuration::follow_output(std::string_view rest, const std::vector<std::string>& all,
                                  const Context& context, Origins& origins) const {
    const auto module_name = take_word(rest);
    const auto index = take_index(rest);
    const auto output = take_word(rest);
    auto below = context.module;
    // `module.x[each.key]` is written as "module.x" beside "each.key".
    const bool by_own_key = mentions(all, "each.") || mentions(all, "count.");
    below.push_back({std::string(module_name),
                     index.value_or(by_own_key ? context.key : std::string(any_key))});
    const auto* module = module_at(below);
    const auto* expression =
        module == nullptr ? nullptr : find(*module, fmt::format("outputs.{}.expression", output));
    if (expression == nullptr)
        return origins.unresolved.push_back(fmt::format("module.{}.{}", module_name, output));
    follow(*expression,
           {.module = std::move(below), .key = {}, .each = nullptr, .depth = context.depth + 1},
           origins);
}

void Configuration::follow_resource(std::string_view reference, const std::vector<std::string>& all,
                                    const Context& context, Origins& origins) const {
    auto rest = reference;
    const bool is_data = rest.starts_with("data.");
    if (is_data)
        take_word(rest);
    const auto type = take_word(rest);
    const auto name = take_word(rest);
    auto index = take_index(rest);
    // `x[each.key]` and `x[count.index]` are written as "x" beside "each.key" and "count.index".
    const bool by_own_key = !index && (mentions(all, "each.") || mentions(all, "count."));
    const auto* key = index ? &*index : by_own_key ? &context.key : nullptr;
    if (const auto* one =
            key == nullptr ? nullptr : instances_.of_key(context.module, is_data, type, name, *key))
        return origins.found.push_back({one, std::string(rest)});
    auto candidates = instances_.of_block(context.module, is_data, type, name);
    if (candidates.empty()) {
        // The key that was taken for the module's was not.
        auto anywhere = context.module;
        for (auto& step : anywhere)
            step.key = any_key;
        candidates = instances_.of_block(anywhere, is_data, type, name);
    }
    if (candidates.empty())
        return origins.unresolved.push_back(std::string(reference));
    const bool has_own_key = std::ranges::any_of(
        candidates, [&](const Instance* one) { return one->key == context.key; });
    if (by_own_key && has_own_key && candidates.size() > 1)
        index = context.key;
    for (const auto* candidate : candidates)
        if (!index || candidate->key == *index)
            origins.found.push_back({candidate, std::string(rest)});
}

}  // namespace inland::sources::terraform
