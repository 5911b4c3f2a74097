// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/expression_at.h"

#include "sources/terraform/planned_block.h"

#include <algorithm>
#include <vector>

namespace inland::sources::terraform {

namespace {

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

FoundExpression descend(const json::value* written, const json::value* planned,
                        std::string_view path);

/// The written block that the planned one comes from; those that may be it must say the same.
FoundExpression descend_block(const json::array& written, const json::value* planned,
                              std::string_view path) {
    const auto index = take_step(path);
    const auto* block = planned_element(planned, index);
    if (block == nullptr)
        return {};
    std::vector<const json::value*> candidates;
    for (const auto& candidate : written)
        if (agrees(candidate, *block))
            candidates.push_back(&candidate);
    if (candidates.empty() || planned->as_array().size() != written.size())
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
        written = planned_member(written, step);
        planned = planned_member(planned, step);
    }
    return {written, false};
}

}  // namespace

FoundExpression expression_at(const json::object& block, const json::object& values,
                              std::string_view path) {
    const auto step = take_step(path);
    return descend(planned_member(block.if_contains("expressions"), step), values.if_contains(step),
                   path);
}

}  // namespace inland::sources::terraform
