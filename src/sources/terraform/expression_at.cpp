// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/expression_at.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace inland::sources::terraform {

namespace {

std::string_view take_step(std::string_view& path) {
    const auto end = std::min(path.find('.'), path.size());
    const auto step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return step;
}

/// Terraform takes "443" for 443.
std::string plain_text(const json::value& value) {
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

/// Whether the planned block may be the written one: no constant says otherwise.
bool agrees(const json::value& written, const json::value& planned) {
    if (!written.is_object() || !planned.is_object())
        return true;
    return std::ranges::all_of(written.as_object(), [&](const auto& member) {
        const auto* constant = find(member.value(), "constant_value");
        const auto* value = planned.as_object().if_contains(member.key());
        return constant == nullptr || value == nullptr ||
               plain_text(*constant) == plain_text(*value);
    });
}

const json::value* child(const json::value* at, std::string_view name) {
    return at != nullptr && at->is_object() ? at->as_object().if_contains(name) : nullptr;
}

const json::value* element(const json::value* at, std::string_view index) {
    std::size_t number = 0;
    const auto parsed = std::from_chars(index.data(), index.data() + index.size(), number);
    const bool is_there = at != nullptr && at->is_array() && parsed.ec == std::errc() &&
                          number < at->as_array().size();
    return is_there ? &at->as_array()[number] : nullptr;
}

FoundExpression descend(const json::value* written, const json::value* planned,
                        std::string_view path);

/// The written block that the planned one comes from; those that may be it must say the same.
FoundExpression descend_block(const json::array& written, const json::value* planned,
                              std::string_view path) {
    const auto index = take_step(path);
    const auto* block = element(planned, index);
    if (block == nullptr)
        return {};
    std::vector<const json::value*> candidates;
    for (const auto& candidate : written)
        if (agrees(candidate, *block))
            candidates.push_back(&candidate);
    if (candidates.empty())
        return {.is_dynamic = true};
    if (planned->as_array().size() != written.size())
        return {};
    const auto first = descend(candidates.front(), block, path);
    const bool all_alike = std::ranges::all_of(candidates, [&](const json::value* candidate) {
        const auto one = descend(candidate, block, path);
        return one.expression != nullptr && first.expression != nullptr &&
               *one.expression == *first.expression;
    });
    return all_alike ? first : FoundExpression();
}

FoundExpression descend(const json::value* written, const json::value* planned,
                        std::string_view path) {
    while (written != nullptr && !path.empty()) {
        if (written->is_object() && written->as_object().contains("references"))
            return {written, true};
        if (written->is_array())
            return descend_block(written->as_array(), planned, path);
        const auto step = take_step(path);
        written = child(written, step);
        planned = child(planned, step);
    }
    return {written, false};
}

}  // namespace

FoundExpression expression_at(const json::object& block, const json::object& values,
                              std::string_view path) {
    const auto step = take_step(path);
    return descend(child(block.if_contains("expressions"), step), values.if_contains(step), path);
}

}  // namespace inland::sources::terraform
