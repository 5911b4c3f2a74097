// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/fields/field_set.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view self = ".";

template <typename Combine>
FieldSet combined(const FieldSet& left, const FieldSet& right, bool is_member, Combine combine) {
    static const FieldSet nothing;
    FieldSet result{is_member, {}};
    for (const auto& [element, below] : left.below) {
        const auto* other = right.find(element);
        auto inner = combine(below, other == nullptr ? nothing : *other);
        if (!inner.empty())
            result.below.emplace(element, std::move(inner));
    }
    return result;
}

/// [name="web",protocol="TCP"]
std::string key_path(std::string_view keys) {
    const auto document = parse_json(keys);
    std::string text;
    if (document && document->is_object())
        for (const auto& [name, value] : document->get_object())
            text += fmt::format("{}{}={}", text.empty() ? "" : ",", std::string_view(name),
                                json::serialize(value));
    return fmt::format("[{}]", text);
}

std::string element_path(std::string_view element) {
    const auto name = element.substr(std::min<std::size_t>(2, element.size()));
    if (element.starts_with("k:"))
        return key_path(name);
    return element.starts_with("v:") ? fmt::format("[={}]", name) : fmt::format(".{}", name);
}

void collect_paths(const FieldSet& set, const std::string& prefix,
                   std::vector<std::string>& paths) {
    if (set.is_member)
        paths.push_back(prefix);
    for (const auto& [element, below] : set.below)
        collect_paths(below, prefix + element_path(element), paths);
}

}  // namespace

const FieldSet* FieldSet::find(std::string_view element) const {
    const auto found = below.find(element);
    return found == below.end() ? nullptr : &found->second;
}

FieldSet united(FieldSet left, const FieldSet& right) {
    left.is_member = left.is_member || right.is_member;
    for (const auto& [element, below] : right.below) {
        auto& own = left.below[element];
        own = united(std::move(own), below);
    }
    return left;
}

FieldSet intersected(const FieldSet& left, const FieldSet& right) {
    return combined(left, right, left.is_member && right.is_member, intersected);
}

FieldSet without(const FieldSet& left, const FieldSet& right) {
    return combined(left, right, left.is_member && !right.is_member, without);
}

json::object fields_document(const FieldSet& set) {
    json::object document;
    if (set.is_member && !set.below.empty())
        document[self] = json::object{};
    for (const auto& [element, below] : set.below)
        document[element] = fields_document(below);
    return document;
}

FieldSet read_fields(const json::object& document) {
    FieldSet set{document.empty(), {}};
    for (const auto& [element, below] : document) {
        if (element == self)
            set.is_member = true;
        else if (below.is_object())
            set.below.emplace(element, read_fields(below.get_object()));
    }
    return set;
}

std::vector<std::string> member_paths(const FieldSet& set) {
    std::vector<std::string> paths;
    collect_paths(set, "", paths);
    return paths;
}

}  // namespace inland::emulator::cluster
