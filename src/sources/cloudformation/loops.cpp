// SPDX-License-Identifier: Apache-2.0
// Fn::ForEach of the transform AWS::LanguageExtensions: loops are written out before anything else
// is read. (CloudFormation Template Reference, intrinsic-function-reference-foreach.html)
#include "knowledge/reporter.h"
#include "sources/cloudformation/functions.h"
#include "sources/cloudformation/stack.h"
#include "sources/cloudformation/world.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Node;
using knowledge::NodeKind;

/// What a name of a loop stands for in one turn.
struct Turn {
    std::string plain, letters;  ///< "${Name}", and "&{Name}", which is without other characters
    std::string name, item, item_letters;
};

Turn turn_of(const std::string& name, const std::string& item) {
    Turn turn{.plain = fmt::format("${{{}}}", name),
              .letters = fmt::format("&{{{}}}", name),
              .name = name,
              .item = item,
              .item_letters = {}};
    std::ranges::copy_if(item, std::back_inserter(turn.item_letters),
                         [](unsigned char letter) { return std::isalnum(letter) != 0; });
    return turn;
}

void replace(std::string& text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

void replace_in(std::string& text, const Turn& turn) {
    if (text.find('{') == text.npos)
        return;
    replace(text, turn.plain, turn.item);
    replace(text, turn.letters, turn.item_letters);
}

bool is_reference_to(const Node& node, const std::string& name) {
    return node.kind == NodeKind::Map && node.children.size() == 1 &&
           node.children.front().key == "Ref" && node.children.front().text == name;
}

/// Writes the turn's item wherever the loop's name stands.
void write_item(Node& node, const Turn& turn) {
    replace_in(node.key, turn);
    replace_in(node.text, turn);
    if (is_reference_to(node, turn.name)) {
        node.kind = NodeKind::Scalar;
        node.style = knowledge::ScalarStyle::Quoted;
        node.text = turn.item;
        node.children.clear();
    }
    for (auto& child : node.children)
        write_item(child, turn);
}

std::size_t size_of(const Node& node) {
    std::size_t size = 1;
    for (const auto& child : node.children)
        size += size_of(child);
    return size;
}

bool is_well_formed(const Node& loop) {
    return loop.kind == NodeKind::List && loop.children.size() == 3 &&
           loop.children[0].kind == NodeKind::Scalar && loop.children[2].kind == NodeKind::Map;
}

}  // namespace

bool is_loop(std::string_view key) {
    return key.starts_with("Fn::ForEach::");
}

/// What the loop goes over; nothing when it is not known.
std::optional<std::vector<std::string>> Stack::items_of(const Node& loop) {
    if (!is_well_formed(loop)) {
        mistake(loop.key_position, "cloudformation-function",
                fmt::format("{} cannot be read", knowledge::quoted(loop.key)),
                "expected a name, a list, and a map of what each item makes");
        return std::nullopt;
    }
    const auto list = list_of(evaluate(loop.children[1]));
    std::vector<std::string> items;
    for (const auto& item : list.children)
        if (item.is_text())
            items.push_back(item.text);
    const bool is_whole = list.kind == ValueKind::List && items.size() == list.children.size();
    return is_whole ? std::optional(std::move(items)) : std::nullopt;
}

/// The body once for each item, or the loop as it is where nobody knows over what it goes.
void Stack::write_out_loop(Node loop, std::vector<Node>& children) {
    const auto items = items_of(loop);
    if (!items || !world_.may_make(items->size() * size_of(loop)))
        return children.push_back(std::move(loop));
    for (const auto& item : *items) {
        auto body = loop.children[2];
        body.key.clear();
        write_item(body, turn_of(loop.children[0].text, item));
        write_out_loops(body);
        std::ranges::move(body.children, std::back_inserter(children));
    }
}

void Stack::write_out_loops(Node& node) {
    const bool has_loop =
        node.kind == NodeKind::Map && std::ranges::any_of(node.children, is_loop, &Node::key);
    if (!has_loop) {
        for (auto& child : node.children)
            write_out_loops(child);
        return;
    }
    // What stands beside a loop stays in its place meanwhile: what it goes over may refer to it.
    std::vector<Node> children;
    for (const auto& child : node.children)
        if (is_loop(child.key))
            write_out_loop(child, children);
        else
            write_out_loops(children.emplace_back(child));
    node.children = std::move(children);
    refuse_twins(node);
}

void Stack::refuse_twins(const Node& map) {
    std::unordered_set<std::string_view> names;
    for (const auto& child : map.children)
        if (!is_loop(child.key) && !names.insert(child.key).second)
            mistake(child.key_position, "cloudformation-loop", "a loop makes a name twice",
                    knowledge::quoted(child.key));
}

void Stack::write_out_loops() {
    // Conditions come first: loops may go over what one of them chooses.
    for (const auto* section : {"Conditions", "Resources", "Outputs"})
        for (auto& child : root_.children)
            if (child.key == section)
                write_out_loops(child);
}

}  // namespace inland::sources::cloudformation
