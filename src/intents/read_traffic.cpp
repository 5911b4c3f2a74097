// SPDX-License-Identifier: Apache-2.0
#include "intents/context.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace inland::intents {

namespace {

std::optional<std::uint16_t> port_of(std::string_view text) {
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, port);
    return error == std::errc() && stopped == end ? std::optional(port) : std::nullopt;
}

/// "443" or "8000-8100".
std::optional<PortRange> range_of(std::string_view text) {
    const auto dash = text.find('-');
    const auto first = port_of(text.substr(0, dash));
    const auto last = dash == text.npos ? first : port_of(text.substr(dash + 1));
    if (!first || !last || *first > *last)
        return std::nullopt;
    return PortRange{*first, *last};
}

void add_range(const Node& node, Context& context, Intent& intent) {
    std::string text;
    if (!read_text(node, context, text))
        return;
    if (const auto range = range_of(text))
        intent.ports.push_back(*range);
    else
        context.error(node.position, "wrong-port", "this is no port", knowledge::quoted(text),
                      "write a port from 0 to 65535, or a range as 8000-8100");
}

}  // namespace

void read_protocol(const Node& node, Context& context, Intent& intent) {
    static const std::array<std::pair<std::string, Protocol>, 4> words{{{"any", Protocol::Any},
                                                                        {"tcp", Protocol::Tcp},
                                                                        {"udp", Protocol::Udp},
                                                                        {"icmp", Protocol::Icmp}}};
    std::string word;
    if (!read_text(node, context, word))
        return;
    std::vector<std::string> known;
    for (const auto& [name, protocol] : words) {
        if (name == word)
            return static_cast<void>(intent.protocol = protocol);
        known.push_back(name);
    }
    context.unknown_word(node.position, "unknown-word", "unknown protocol", word, known);
}

void read_ports(const Node& node, Context& context, Intent& intent) {
    if (node.kind != NodeKind::List)
        return add_range(node, context, intent);
    for (const auto& child : node.children)
        add_range(child, context, intent);
}

void complete_traffic(const Node& node, Context& context, Intent& intent) {
    const Node* const protocol = node.find("protocol");
    if (!intent.ports.empty() && protocol == nullptr)
        intent.protocol = Protocol::Tcp;
    const bool has_ports = intent.protocol == Protocol::Tcp || intent.protocol == Protocol::Udp;
    if (!intent.ports.empty() && !has_ports)
        context.error(protocol ? protocol->position : node.position, "ports-without-protocol",
                      "only tcp and udp have ports", "this intent names ports and another protocol",
                      "name tcp or udp, in one intent each");
    const Node* const must = node.find("must");
    const bool misses_ports = intent.protocol != Protocol::Icmp && node.find("ports") == nullptr;
    if (must != nullptr && must->text == "reach" && misses_ports)
        context.error(node.position, "missing-field", "a field is missing",
                      "\"ports\" must be given of what must be reached");
}

}  // namespace inland::intents
