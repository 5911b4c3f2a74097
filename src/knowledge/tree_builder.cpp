// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tree_builder.h"

#include "knowledge/yaml_mark.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace inland::knowledge {

namespace {

/// yaml-cpp's tags of untagged values: "?" of plain scalars and collections, "!" of quoted scalars.
constexpr std::string_view plain_tag = "?";
constexpr std::string_view quoted_tag = "!";
constexpr std::string_view string_tag = "tag:yaml.org,2002:str";

/// The node, or where it had a tag the map of one entry that stands for it.
Node under_key(const std::string& key, Node node) {
    if (key.empty())
        return node;
    Node map{.kind = NodeKind::Map, .position = node.position};
    node.key = key;
    node.key_position = node.position;
    map.children.push_back(std::move(node));
    return map;
}

}  // namespace

void TreeBuilder::refuse(Position position, const char* rule, const char* summary,
                         std::string detail, std::string remedy) {
    reporter_.error(position, rule, summary, std::move(detail), std::move(remedy));
    throw Refused{};
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (root_)
        refuse(position_of(mark), "several-documents", "the file holds several documents",
               "a second one starts here", "write one file for each");
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    add({.kind = NodeKind::Null, .position = position_of(mark)});
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    refuse(position_of(mark), "alias", "aliases are not accepted", "an alias (*name) stands here",
           "write the value out");
}

void TreeBuilder::OnAnchor(const YAML::Mark& mark, const std::string& name) {
    refuse(position_of(mark), "anchor", "anchors are not accepted",
           fmt::format("{} is an anchor (&name)", quoted(name)),
           "write the value out where it is needed, or quote a text that starts with &");
}

std::string TreeBuilder::take_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == plain_tag || tag == quoted_tag || tag == string_tag)
        return {};
    std::string key = key_of_tag_ != nullptr ? key_of_tag_(tag) : std::string();
    if (key.empty())
        refuse(position_of(mark), "tag", "tags are not accepted", quoted(tag), "leave the tag out");
    return key;
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag,
                           YAML::anchor_t /*anchor*/, const std::string& value) {
    const std::string key = take_tag(mark, tag);
    if (tag != plain_tag) {
        last_quoted_ = position_of(mark);
        last_quoted_offset_ = static_cast<std::size_t>(std::max(0, mark.pos));
    }
    add(under_key(key, {.kind = NodeKind::Scalar,
                        .style = tag == plain_tag ? ScalarStyle::Plain : ScalarStyle::Quoted,
                        .position = position_of(mark),
                        .text = value}));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                  YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) {
    open(NodeKind::List, mark, tag);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                             YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) {
    open(NodeKind::Map, mark, tag);
}

void TreeBuilder::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag) {
    std::string key = take_tag(mark, tag);
    if (std::cmp_greater_equal(open_.size(), maximum_depth_))
        refuse(position_of(mark), "too-deep", "the file is nested too deeply",
               fmt::format("more than {} levels", maximum_depth_));
    open_.push_back({.node = {.kind = kind, .position = position_of(mark)},
                     .key = {},
                     .seen = {},
                     .tag_key = std::move(key)});
}

void TreeBuilder::close() {
    Node finished = under_key(open_.back().tag_key, std::move(open_.back().node));
    open_.pop_back();
    add(std::move(finished));
}

void TreeBuilder::add(Node node) {
    if (open_.empty())
        root_ = std::move(node);
    else
        add_to(open_.back(), std::move(node));
}

void TreeBuilder::add_to(Open& parent, Node node) {
    if (parent.node.kind == NodeKind::Map && !parent.key)
        return take_key(parent, std::move(node));
    if (auto key = std::exchange(parent.key, std::nullopt)) {
        node.key = std::move(key->text);
        node.key_position = key->position;
        // yaml-cpp places a missing value at whatever comes next.
        if (node.is_null())
            node.position = node.key_position;
        if (!parent.seen.insert(node.key).second)
            return reporter_.error(node.key_position, "duplicate-key", "the key is there twice",
                                   quoted(node.key), "keep one of them");
    }
    parent.node.children.push_back(std::move(node));
}

void TreeBuilder::take_key(Open& map, Node node) {
    if (node.kind != NodeKind::Scalar)
        refuse(node.position, "key", "a key must be text",
               fmt::format("found {}", kind_name(node.kind)));
    if (node.text == "<<" && node.style == ScalarStyle::Plain)
        refuse(node.position, "merge-key", "merge keys are not accepted", "\"<<\"",
               "write the fields out");
    map.key = Key{std::move(node.text), node.position};
}

}  // namespace inland::knowledge
