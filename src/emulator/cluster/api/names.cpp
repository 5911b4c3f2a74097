// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/names.h"

#include "emulator/cluster/api/status.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::size_t longest_subdomain = 253;
constexpr std::size_t longest_label = 63;

constexpr std::string_view subdomain_rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
    "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used "
    "for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
constexpr std::string_view label_rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
    "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used "
    "for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_label(std::string_view text) {
    return !text.empty() && is_alphanumeric(text.front()) && is_alphanumeric(text.back()) &&
           std::ranges::all_of(text, [](char c) { return c == '-' || is_alphanumeric(c); });
}

bool is_subdomain(std::string_view text) {
    if (text.size() > longest_subdomain)
        return false;
    while (true) {
        const auto dot = text.find('.');
        if (!is_label(text.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

/// RBAC names ("system:node", "eks:node-bootstrapper") are path segments, which may hold colons.
bool is_path_segment(std::string_view text) {
    return !text.empty() && text != "." && text != ".." &&
           text.find_first_of("/%") == std::string_view::npos;
}

bool needs_label(const ResourceType& type) {
    return type.group.empty() && (type.plural == "namespaces" || type.plural == "services");
}

}  // namespace

Result<void> check_names(const ResourceType& type, const json::object& object) {
    const auto name = string_or_empty(object, "metadata.name");
    const auto refuse = [&](std::string_view why) {
        return std::unexpected(invalid(type, name, "metadata.name", why));
    };
    if (name.empty())
        return refuse("Required value: name or generateName is required");
    const auto value = fmt::format("Invalid value: \"{}\": ", name);
    if (type.group == "rbac.authorization.k8s.io")
        return is_path_segment(name) ? Result<void>{}
                                     : refuse(value + "may not contain '/' or '%'");
    if (needs_label(type))
        return name.size() <= longest_label && is_label(name)
                   ? Result<void>{}
                   : refuse(value + std::string(label_rule));
    return is_subdomain(name) ? Result<void>{} : refuse(value + std::string(subdomain_rule));
}

}  // namespace inland::emulator::cluster
