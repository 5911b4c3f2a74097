// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/reader.h"

#include "sources/cloudformation/policy_json.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using topology::Attribute;

/// Attributes that name something else than the resource itself.
constexpr std::array<std::string_view, 3> companions = {"DefaultSecurityGroup", "DefaultNetworkAcl",
                                                        "ClusterSecurityGroupId"};
/// Of launch templates, which version a group uses.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> versions = {
    {{"LatestVersionNumber", "$Latest"}, {"DefaultVersionNumber", "$Default"}}};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return text;
}

}  // namespace

std::string companion_key(const Declared& owner, std::string_view attribute) {
    return fmt::format("{}.{}", owner.key, attribute);
}

std::optional<std::string> key_of(const Reading& reading, const Value& value) {
    if (value.is_text())
        return value.text;
    if (value.kind != ValueKind::Reference)
        return std::nullopt;
    const auto* owner = reading.world.find(value.text);
    // A resource that may not be there is not known to be what is named.
    if (owner == nullptr || owner->exists == Truth::Unknown)
        return std::nullopt;
    const bool is_companion = std::ranges::find(companions, value.attribute) != companions.end();
    return is_companion ? companion_key(*owner, value.attribute) : value.text;
}

Place Reader::place(const Value* value) const {
    if (value == nullptr || value->position.line == 0)
        return declared_.place;
    return {declared_.stack->file(), value->position.line, value->position.column};
}

Attribute<std::string> Reader::text(std::string_view path) const {
    const auto* value = find(path);
    if (value == nullptr || value->is_absent())
        return {};
    for (const auto& [attribute, version] : versions)
        if (value->kind == ValueKind::Reference && value->attribute == attribute)
            return {std::string(version), place(value)};
    return value->is_text() ? Attribute<std::string>(value->text, place(value))
                            : Attribute<std::string>::unknown(place(value));
}

Attribute<std::string> Reader::name(std::string_view path) const {
    const auto* value = find(path);
    if (value != nullptr && value->kind == ValueKind::Symbolic)
        return {value->text, place(value)};
    return text(path);
}

Attribute<bool> Reader::boolean(std::string_view path) const {
    const auto written = text(path);
    if (!written.is_known())
        return unknown_if<bool>(written.is_unknown(), written.place());
    const auto word = lower(written.value());
    return word == "true" || word == "false" ? Attribute<bool>(word == "true", written.place())
                                             : Attribute<bool>::unknown(written.place());
}

Attribute<Ipv4Prefix> Reader::prefix(std::string_view path) const {
    const auto written = text(path);
    if (!written.is_known())
        return unknown_if<Ipv4Prefix>(written.is_unknown(), written.place());
    const auto block = Ipv4Prefix::parse_canonicalizing(written.value());
    return block ? Attribute<Ipv4Prefix>(*block, written.place())
                 : Attribute<Ipv4Prefix>::unknown(written.place());
}

Attribute<Ipv6Prefix> Reader::ipv6_prefix(std::string_view path) const {
    const auto written = text(path);
    if (!written.is_known())
        return unknown_if<Ipv6Prefix>(written.is_unknown(), written.place());
    const auto block = Ipv6Prefix::parse(written.value());
    return block ? Attribute<Ipv6Prefix>(*block, written.place())
                 : Attribute<Ipv6Prefix>::unknown(written.place());
}

Attribute<std::vector<std::string>> Reader::texts(std::string_view path) const {
    using Texts = std::vector<std::string>;
    const auto* value = find(path);
    if (value == nullptr || value->is_absent())
        return {};
    if (value->is_text())
        return {Texts{value->text}, place(value)};
    Texts found;
    for (const auto& child : value->children)
        if (child.is_text())
            found.push_back(child.text);
    const bool whole = value->kind == ValueKind::List && found.size() == value->children.size();
    return whole ? Attribute<Texts>(std::move(found), place(value))
                 : Attribute<Texts>::unknown(place(value));
}

Attribute<std::string> Reader::document(std::string_view path) const {
    const auto* value = find(path);
    if (value == nullptr || value->is_absent())
        return {};
    if (value->is_text())
        return {value->text, place(value)};
    if (value->is_open())
        return Attribute<std::string>::unknown(place(value));
    return {policy_json(*value), place(value)};
}

Attribute<std::string> Reader::key(std::string_view path) const {
    const auto* value = find(path);
    if (value == nullptr || value->is_absent())
        return {};
    auto found = key_of(reading_, *value);
    return found ? Attribute<std::string>(std::move(*found), place(value))
                 : Attribute<std::string>::unknown(place(value));
}

Attribute<std::vector<std::string>> Reader::keys(std::string_view path) const {
    using Keys = std::vector<std::string>;
    const auto* value = find(path);
    if (value == nullptr || value->is_absent())
        return {};
    if (auto single = key_of(reading_, *value))
        return {Keys{std::move(*single)}, place(value)};
    Keys found;
    for (const auto& child : value->children)
        if (auto each = key_of(reading_, child))
            found.push_back(std::move(*each));
    const bool whole = value->kind == ValueKind::List && found.size() == value->children.size();
    return whole ? Attribute<Keys>(std::move(found), place(value))
                 : Attribute<Keys>::unknown(place(value));
}

std::optional<std::vector<Reader>> Reader::elements(std::string_view path) const {
    const auto* value = find(path);
    std::vector<Reader> readers;
    if (value == nullptr || value->is_absent())
        return readers;
    if (value->kind != ValueKind::List)
        return std::nullopt;
    for (const auto& child : value->children) {
        if (child.kind != ValueKind::Map)
            return std::nullopt;
        readers.emplace_back(reading_, declared_, child);
    }
    return readers;
}

topology::Tags Reader::tags() const {
    topology::Tags tags;
    const auto rows = elements("Tags");
    if (rows)
        for (const auto& row : *rows)
            if (const auto key = row.name("Key"); key.is_known())
                tags[key.value()] = row.name("Value").value_or_default("").value_or("");
    return tags;
}

}  // namespace inland::sources::cloudformation
