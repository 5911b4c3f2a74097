// SPDX-License-Identifier: Apache-2.0
#include "core/ip_address.h"
#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "intents/context.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::intents {

namespace {

/// Fields of a group. `word` is how `from` and `to` name everybody of the kind; "" where nothing
/// stands for everybody, and the field needs names.
struct KindRow {
    std::string_view field;
    Kind kind;
    std::string_view word;
};
constexpr std::array kinds{
    KindRow{"nodes", Kind::Nodes, "nodes"},
    KindRow{"pods", Kind::Pods, "pods"},
    KindRow{"controlPlane", Kind::ControlPlane, "control-plane"},
    KindRow{"endpoints", Kind::Endpoints, "endpoints"},
    KindRow{"internet", Kind::Internet, "internet"},
    KindRow{"clients", Kind::Clients, "clients"},
    KindRow{"cidrs", Kind::Cidr, ""},
    KindRow{"securityGroups", Kind::SecurityGroup, ""},
    KindRow{"subnets", Kind::Subnet, ""},
    KindRow{"resources", Kind::Resource, ""},
};

bool is_block(std::string_view text) {
    return Ipv4Prefix::parse(text) || Ipv6Prefix::parse(text) || IpAddress::parse(text);
}

void add_selector(const Node& node, Context& context, const KindRow& row, Group& group) {
    std::string name;
    if (!read_text(node, context, name))
        return;
    if (row.kind == Kind::Cidr && !is_block(name))
        return context.error(node.position, "wrong-block", "this is no block of addresses",
                             knowledge::quoted(name), "write it as 10.0.0.0/16 or as 10.0.0.5");
    group.selectors.push_back({row.kind, std::move(name), context.place(node.position)});
}

void add_everybody(const Node& node, Context& context, const KindRow& row, Group& group) {
    if (node.kind == NodeKind::Scalar && node.text == "all" && !row.word.empty())
        return group.selectors.push_back({row.kind, {}, context.place(node.position)});
    context.error(node.position, "wrong-kind", "wrong kind of value",
                  fmt::format("{} must be a list of names{}", row.field,
                              row.word.empty() ? "" : " or the word all"));
}

void add_field(const Node& node, Context& context, const KindRow& row, Group& group) {
    if (node.kind != NodeKind::List || row.kind == Kind::Internet)
        return add_everybody(node, context, row, group);
    for (const auto& child : node.children)
        add_selector(child, context, row, group);
}

std::vector<std::string> field_names() {
    std::vector<std::string> names;
    for (const KindRow& row : kinds)
        names.emplace_back(row.field);
    return names;
}

std::vector<std::string> known_words(const Context& context) {
    std::vector<std::string> words;
    for (const KindRow& row : kinds)
        if (!row.word.empty())
            words.emplace_back(row.word);
    for (const auto& [name, group] : context.groups)
        words.push_back(name);
    return words;
}

/// One word of `from` or `to`.
void add_member(const Node& node, Context& context, Group& group) {
    std::string word;
    if (!read_text(node, context, word))
        return;
    group.name += (group.name.empty() ? "" : ", ") + word;
    if (const auto known = context.groups.find(word); known != context.groups.end())
        return static_cast<void>(
            std::ranges::copy(known->second.selectors, std::back_inserter(group.selectors)));
    const auto place = context.place(node.position);
    if (const auto* row = std::ranges::find(kinds, word, &KindRow::word); row != kinds.end())
        group.selectors.push_back({row->kind, {}, place});
    else if (is_block(word))
        group.selectors.push_back({Kind::Cidr, word, place});
    else
        context.unknown_word(node.position, "unknown-group", "unknown group", word,
                             known_words(context));
}

}  // namespace

void read_group(const Node& node, Context& context) {
    if (std::ranges::find(kinds, std::string_view(node.key), &KindRow::word) != kinds.end() ||
        is_block(node.key))
        context.error(node.key_position, "reserved-name", "the name means something already",
                      knowledge::quoted(node.key), "give the group another name");
    if (node.kind != NodeKind::Map || node.children.empty())
        return context.wrong_kind(node, node.key, kind_name(NodeKind::Map));
    Group group{node.key, {}, context.place(node.key_position)};
    for (const auto& child : node.children)
        if (const auto* row =
                std::ranges::find(kinds, std::string_view(child.key), &KindRow::field);
            row != kinds.end())
            add_field(child, context, *row, group);
        else
            context.unknown_word(child.key_position, "unknown-field", "unknown field", child.key,
                                 field_names());
    context.groups.emplace(node.key, std::move(group));
}

void read_members(const Node& node, Context& context, Group& group) {
    group.place = context.place(node.position);
    if (node.kind != NodeKind::List)
        return add_member(node, context, group);
    if (node.children.empty())
        context.error(node.position, "empty-list", "the list is empty",
                      knowledge::quoted(node.key) + " needs at least one entry");
    for (const auto& child : node.children)
        add_member(child, context, group);
}

}  // namespace inland::intents
