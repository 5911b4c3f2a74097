// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "core/json.h"
#include "topology/attribute.h"
#include "topology/resource.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::live {

/// Reads members of AWS's answers as attributes: missing is absent, unreadable is unknown.
template <typename T>
topology::Attribute<T> missing_or_unreadable(const json::value& document, std::string_view path) {
    return find(document, path) == nullptr ? topology::Attribute<T>()
                                           : topology::Attribute<T>::unknown();
}
topology::Attribute<std::string> text(const json::value& document, std::string_view path);
topology::Attribute<bool> boolean(const json::value& document, std::string_view path);
topology::Attribute<Ipv4Prefix> prefix(const json::value& document, std::string_view path);
topology::Attribute<Ipv6Prefix> ipv6_prefix(const json::value& document, std::string_view path);

template <typename Number>
topology::Attribute<Number> number(const json::value& document, std::string_view path) {
    const auto value = find_int(document, path);
    return value ? topology::Attribute<Number>(static_cast<Number>(*value))
                 : missing_or_unreadable<Number>(document, path);
}

template <typename R>
topology::Attribute<topology::Reference<R>> reference(const json::value& document,
                                                      std::string_view path) {
    auto id = string_or_empty(document, path);
    if (id.empty())
        return {};
    return topology::Reference<R>{std::move(id)};
}

/// The strings of a list, sorted; `member` picks one member of lists of objects.
std::vector<std::string> texts(const json::value& document, std::string_view path,
                               std::string_view member = {});

template <typename R>
std::vector<topology::Reference<R>> references(const json::value& document, std::string_view path,
                                               std::string_view member = {}) {
    std::vector<topology::Reference<R>> found;
    for (auto& id : texts(document, path, member))
        found.push_back({std::move(id)});
    return found;
}

/// EC2's and IAM's lists of {Key, Value}.
topology::Tags tag_list(const json::value& document, std::string_view path = "Tags",
                        std::string_view key = "Key", std::string_view value = "Value");
/// EKS's and CloudWatch Logs' maps.
topology::Tags tag_map(const json::value& document, std::string_view path);

/// IAM hands out policy documents percent-encoded.
std::string policy_text(const json::value& document, std::string_view path);

/// A resource of EC2: key, id and name are its id.
template <typename R>
R resource_of(std::string id, topology::Tags tags) {
    R resource;
    resource.key = id;
    resource.name = id;
    resource.id = std::move(id);
    resource.tags = std::move(tags);
    return resource;
}

}  // namespace inland::sources::live
