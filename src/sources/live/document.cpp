// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"

#include <cctype>
#include <charconv>

namespace inland::sources::live {
namespace {

using topology::Attribute;

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned byte = 0;
        const auto* digits = text.data() + at + 1;
        if (text[at] == '%' && at + 2 < text.size() &&
            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            decoded += static_cast<char>(byte);
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

}  // namespace

Attribute<std::string> text(const json::value& document, std::string_view path) {
    auto value = find_string(document, path);
    if (!value)
        return missing_or_unreadable<std::string>(document, path);
    return value->empty() ? Attribute<std::string>() : Attribute<std::string>(std::move(*value));
}

Attribute<bool> boolean(const json::value& document, std::string_view path) {
    const auto value = find_bool(document, path);
    return value ? Attribute<bool>(*value) : missing_or_unreadable<bool>(document, path);
}

Attribute<Ipv4Prefix> prefix(const json::value& document, std::string_view path) {
    const auto value = find_string(document, path);
    if (!value || value->empty())
        return {};
    const auto block = Ipv4Prefix::parse_canonicalizing(*value);
    return block ? Attribute<Ipv4Prefix>(*block) : Attribute<Ipv4Prefix>::unknown();
}

Attribute<Ipv6Prefix> ipv6_prefix(const json::value& document, std::string_view path) {
    const auto value = find_string(document, path);
    if (!value || value->empty())
        return {};
    const auto block = Ipv6Prefix::parse(*value);
    return block ? Attribute<Ipv6Prefix>(*block) : Attribute<Ipv6Prefix>::unknown();
}

std::vector<std::string> texts(const json::value& document, std::string_view path,
                               std::string_view member) {
    std::vector<std::string> found;
    for (const auto& element : find_array(document, path)) {
        auto value = member.empty() && element.is_string() ? std::string(element.as_string())
                                                           : string_or_empty(element, member);
        if (!value.empty())
            found.push_back(std::move(value));
    }
    std::ranges::sort(found);
    return found;
}

topology::Tags tag_list(const json::value& document, std::string_view path, std::string_view key,
                        std::string_view value) {
    topology::Tags tags;
    for (const auto& tag : find_array(document, path))
        tags[string_or_empty(tag, key)] = string_or_empty(tag, value);
    return tags;
}

topology::Tags tag_map(const json::value& document, std::string_view path) {
    topology::Tags tags;
    for (const auto& [key, value] : find_object(document, path)) {
        if (value.is_string())
            tags[std::string(key)] = std::string(value.as_string());
    }
    return tags;
}

std::string policy_text(const json::value& document, std::string_view path) {
    auto text = string_or_empty(document, path);
    // The AWS CLI shows documents decoded.
    if (const auto* document_found = find(document, path);
        document_found != nullptr && document_found->is_object())
        return json::serialize(*document_found);
    return text.starts_with('%') ? percent_decoded(text) : text;
}

}  // namespace inland::sources::live
