// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// AWS allows 50 a resource; Inland, EKS and Kubernetes' controllers need some of them.
constexpr std::size_t most_tags = 40;
constexpr std::size_t longest_key = 128;
constexpr std::size_t longest_value = 256;
constexpr std::string_view allowed = "letters, digits, spaces and _.:/=+-@";

bool has_reserved_prefix(std::string_view key) {
    std::string lower(key.substr(0, 4));
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return lower == "aws:" || key.starts_with("inland.dev/") || key.starts_with("kubernetes.io/");
}

/// UTF-8 characters, which is what AWS counts.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }));
}

void check_key(const Node& entry, Context& context) {
    if (has_reserved_prefix(entry.key))
        context.error(entry.key_position, "reserved-tag", "the tag's prefix is reserved",
                      quoted(entry.key), "not aws:, inland.dev/ or kubernetes.io/");
    else if (entry.key.empty() || characters(entry.key) > longest_key || !is_tag_text(entry.key))
        context.error(entry.key_position, "tag-key", "AWS refuses this tag", quoted(entry.key),
                      fmt::format("use 1 to {} {}", longest_key, allowed));
}

void read_tag(const Node& entry, Context& context, Cluster& cluster) {
    check_key(entry, context);
    Tag tag{{entry.key, context.place(entry.key_position)},
            {"", context.place(entry.key_position)}};
    if (!entry.is_null() && !read_text_or_empty(entry, context, tag.value))
        return;
    if (characters(tag.value.value) > longest_value || !is_tag_text(tag.value.value))
        return context.error(entry.position, "tag-value", "AWS refuses this tag's value",
                             quoted(tag.value.value),
                             fmt::format("use at most {} {}", longest_value, allowed));
    cluster.tags.push_back(std::move(tag));
}

}  // namespace

void read_tags(const Node& node, Context& context, Cluster& cluster) {
    if (node.kind != NodeKind::Map)
        return context.wrong_kind(node, "tags", kind_name(NodeKind::Map));
    if (node.children.size() > most_tags)
        context.error(node.key_position, "too-many-tags", "too many tags",
                      fmt::format("{}, at most {}", node.children.size(), most_tags));
    for (const auto& entry : node.children)
        read_tag(entry, context, cluster);
}

}  // namespace inland::spec
