// SPDX-License-Identifier: Apache-2.0
#include "spec/syntax.h"

#include <algorithm>
#include <array>

namespace inland::spec {

namespace {

constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_subdomain = 253;

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
    return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}

bool consists_of(std::string_view text, std::string_view others) {
    return std::ranges::all_of(text, [&](char c) {
        return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
    });
}

bool is_eks_name(std::string_view name, std::size_t longest) {
    return !name.empty() && name.size() <= longest && is_alphanumeric(name.front()) &&
           consists_of(name, "-_");
}

/// Kubernetes' "qualified name" without its prefix.
bool is_label_word(std::string_view word) {
    return !word.empty() && word.size() <= longest_label && consists_of(word, "-_.") &&
           is_alphanumeric(word.front()) && is_alphanumeric(word.back());
}

/// Calls `accept` with each part of `text` between separators.
template <typename Accept>
bool every_part(std::string_view text, char separator, Accept accept) {
    for (std::size_t start = 0;;) {
        const auto end = text.find(separator, start);
        if (!accept(text.substr(start, end - start)))
            return false;
        if (end == std::string_view::npos)
            return true;
        start = end + 1;
    }
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, is_digit) &&
           std::stoi(std::string(text)) <= 65535;
}

bool is_repository_part(std::string_view part) {
    return !part.empty() &&
           !std::ranges::any_of(part, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           consists_of(part, "-_.") && is_alphanumeric(part.front());
}

}  // namespace

bool is_cluster_name(std::string_view name) {
    return is_eks_name(name, 100);
}

bool is_node_group_name(std::string_view name) {
    return is_eks_name(name, longest_label);
}

bool is_dns_label(std::string_view name) {
    const auto fits = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
    return !name.empty() && name.size() <= longest_label && std::ranges::all_of(name, fits) &&
           name.front() != '-' && name.back() != '-';
}

bool is_dns_subdomain(std::string_view name) {
    return name.size() <= longest_subdomain && every_part(name, '.', is_dns_label);
}

bool is_label_key(std::string_view key) {
    const auto slash = key.find('/');
    if (slash == std::string_view::npos)
        return is_label_word(key);
    return is_dns_subdomain(key.substr(0, slash)) && is_label_word(key.substr(slash + 1));
}

bool is_label_value(std::string_view value) {
    return value.empty() || is_label_word(value);
}

bool is_reserved_label(std::string_view key) {
    const auto domain = key.substr(0, key.find('/'));
    if (domain == key || domain == "node.kubernetes.io" || domain == "kubelet.kubernetes.io")
        return false;
    static constexpr std::array<std::string_view, 3> reserved = {"kubernetes.io", "k8s.io",
                                                                 "eks.amazonaws.com"};
    return std::ranges::any_of(reserved, [&](std::string_view owned) {
        return domain == owned || domain.ends_with("." + std::string(owned));
    });
}

bool is_tag_text(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view(" _.:/=+-@").find(c) != std::string_view::npos;
    });
}

bool is_registry_prefix(std::string_view url) {
    const auto slash = url.find('/');
    const auto authority = url.substr(0, slash);
    const auto colon = authority.find(':');
    if (!is_dns_subdomain(authority.substr(0, colon)))
        return false;
    if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1)))
        return false;
    return slash == std::string_view::npos ||
           every_part(url.substr(slash + 1), '/', is_repository_part);
}

std::optional<Arn> parse_arn(std::string_view text) {
    std::array<std::string, 6> parts;
    for (std::size_t index = 0; index < 5; ++index) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        parts[index] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    parts[5] = text;
    if (parts[0] != "arn" || parts[1].empty() || parts[2].empty() || parts[5].empty())
        return std::nullopt;
    return Arn{parts[1], parts[2], parts[3], parts[4], parts[5]};
}

}  // namespace inland::spec
