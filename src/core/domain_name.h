// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace inland {

/// Names without their final dot. "" is the root: everything lies below it.
inline bool is_below(std::string_view name, std::string_view domain) {
    if (domain.empty())
        return !name.empty();
    return name.size() > domain.size() && name.ends_with(domain) &&
           name[name.size() - domain.size() - 1] == '.';
}

/// The name is the domain or lies below it.
inline bool is_in(std::string_view name, std::string_view domain) {
    return name == domain || is_below(name, domain);
}

/// "example.com" for "www.example.com"; "" for a name of one label.
inline std::string_view parent_of(std::string_view name) {
    const auto dot = name.find('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace inland
