// SPDX-License-Identifier: Apache-2.0
#include "spec/values.h"

#include <charconv>
#include <unordered_set>

#include <fmt/format.h>

namespace inland::spec {

/// Longer than any list of which AWS takes one, short enough for checks that compare all pairs.
static constexpr std::size_t longest_list = 200;

bool read_text_or_empty(const Node& node, Context& context, PlacedText& value) {
    if (node.kind != NodeKind::Scalar) {
        context.wrong_kind(node, node.key.empty() ? "the entry" : quoted(node.key),
                           kind_name(NodeKind::Scalar));
        return false;
    }
    value = {node.text, context.place(node.position)};
    return true;
}

bool read_text(const Node& node, Context& context, PlacedText& value) {
    PlacedText text;
    if (!read_text_or_empty(node, context, text))
        return false;
    if (text.value.empty()) {
        context.error(node.position, "empty-text", "the text is empty", quoted(node.key));
        return false;
    }
    value = std::move(text);
    return true;
}

bool read_prefix(const Node& node, Context& context, Placed<Ipv4Prefix>& value) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    const auto prefix = Ipv4Prefix::parse(text.value);
    if (!prefix) {
        context.error(node.position, "cidr", "not a CIDR block", prefix.error().message);
        return false;
    }
    value = {*prefix, text.place};
    return true;
}

bool read_address(const Node& node, Context& context, Placed<Ipv4Address>& value) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    const auto address = Ipv4Address::parse(text.value);
    if (!address) {
        context.error(node.position, "address", "not an IPv4 address", address.error().message);
        return false;
    }
    value = {*address, text.place};
    return true;
}

std::optional<std::int64_t> read_number(const Node& node, Context& context, std::int64_t lowest,
                                        std::int64_t highest) {
    std::int64_t number = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto [stopped, problem] = std::from_chars(node.text.data(), end, number);
    if (node.kind != NodeKind::Scalar || problem == std::errc::invalid_argument || stopped != end) {
        context.wrong_kind(node, quoted(node.key), "a whole number");
        return std::nullopt;
    }
    if (problem != std::errc{} || number < lowest || number > highest) {
        context.error(node.position, "out-of-range", "the number is out of range",
                      fmt::format("{} must be from {} to {}", quoted(node.key), lowest, highest));
        return std::nullopt;
    }
    return number;
}

void report_unknown_word(const Node& node, Context& context, std::vector<std::string> known) {
    context.unknown_word(node.position, "unknown-word",
                         fmt::format("unknown value of {}", quoted(node.key)), node.text, known);
}

bool is_list(const Node& node, Context& context) {
    if (node.kind != NodeKind::List) {
        context.wrong_kind(node, quoted(node.key), kind_name(NodeKind::List));
        return false;
    }
    if (node.children.size() <= longest_list)
        return true;
    context.error(node.position, "list-too-long", "the list is too long",
                  fmt::format("{} has {} entries, at most {}", quoted(node.key),
                              node.children.size(), longest_list));
    return false;
}

void refuse_repeated(const PlacedList<std::string>& values, Context& context) {
    std::unordered_set<std::string_view> seen;
    for (const auto& entry : values)
        if (!seen.insert(entry.value).second)
            context.error_at(entry.place, "repeated", "the entry is there twice",
                             quoted(entry.value), "keep one of them");
}

}  // namespace inland::spec
