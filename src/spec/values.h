// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/context.h"
#include "spec/words.h"

#include <concepts>
#include <optional>
#include <string>
#include <vector>

/// Readers of single values: fill `value` with its place, or report what does not fit and return
/// false; what is then in `value` is good for nothing but further messages.
namespace inland::spec {

template <typename Value>
using ValueReader = bool (*)(const Node& node, Context& context, Placed<Value>& value);

/// Any scalar that is not empty.
bool read_text(const Node& node, Context& context, PlacedText& value);
/// Any scalar, "" included.
bool read_text_or_empty(const Node& node, Context& context, PlacedText& value);
/// A CIDR block without host bits.
bool read_prefix(const Node& node, Context& context, Placed<Ipv4Prefix>& value);
bool read_address(const Node& node, Context& context, Placed<Ipv4Address>& value);

/// A whole number from `lowest` to `highest`.
std::optional<std::int64_t> read_number(const Node& node, Context& context, std::int64_t lowest,
                                        std::int64_t highest);

/// Reports a word that is not among the known ones, with the nearest.
void report_unknown_word(const Node& node, Context& context, std::vector<std::string> known);

/// One of the words of the enumeration's table.
template <typename Value>
bool read_word(const Node& node, Context& context, Placed<Value>& value) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    std::vector<std::string> known;
    for (const auto& [word, meaning] : Words<Value>::all) {
        if (word == text.value) {
            value = {meaning, text.place};
            return true;
        }
        known.emplace_back(word);
    }
    report_unknown_word(node, context, std::move(known));
    return false;
}

/// False, and reported, for what is no list or longer than anything AWS takes.
bool is_list(const Node& node, Context& context);

/// Every element by `reader`; those that fail are left out.
template <typename Value>
void read_list(const Node& node, Context& context, PlacedList<Value>& values,
               std::type_identity_t<ValueReader<Value>> reader) {
    if (!is_list(node, context))
        return;
    for (const auto& child : node.children) {
        Placed<Value> value;
        if (reader(child, context, value))
            values.push_back(std::move(value));
    }
}

/// Reports every element that equals an earlier one.
void refuse_repeated(const PlacedList<std::string>& values, Context& context);

/// Reports a list without elements.
template <typename Value>
bool refuse_empty(const Node& node, Context& context, const std::vector<Value>& values) {
    const bool empty = node.kind == NodeKind::List && node.children.empty() && values.empty();
    if (empty)
        context.error(node.position, "empty-list", "the list is empty",
                      quoted(node.key) + " needs at least one entry");
    return !empty;
}

template <typename Member>
struct MemberOf;
template <typename Target, typename Value>
struct MemberOf<Value Target::*> {
    using target = Target;
};

/// A row of a field table whose value goes to a member as the reader gives it.
template <auto member, auto reader>
constexpr auto field(std::string_view name, Presence presence) {
    using Target = typename MemberOf<decltype(member)>::target;
    return SpecField<Target>{name, presence,
                             [](const Node& node, Context& context, Target& target) {
                                 static_cast<void>(reader(node, context, target.*member));
                             }};
}

}  // namespace inland::spec
