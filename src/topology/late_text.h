// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inland::topology {

/// A text with holes for what AWS says of a cluster only once it is made:
/// "${cluster/atlas.endpoint}". A designed text has the holes; an observed one never does. Plain
/// data; the user data of self-managed nodes is one.
struct LateText {
    std::string text;
    auto operator<=>(const LateText&) const = default;
};

/// What may stand in a hole, as topology::Cluster's fields call it.
inline constexpr std::string_view late_endpoint = "endpoint";
inline constexpr std::string_view late_authority = "certificate_authority";

/// The hole for that field of the cluster of that key.
std::string late_hole(std::string_view cluster_key, std::string_view field);

/// The keys of the clusters that the text waits for, each once.
std::vector<std::string> late_keys(const LateText& text);

/// The value of a cluster's field; nothing while nobody knows it.
using LateValue =
    std::function<std::optional<std::string>(std::string_view cluster_key, std::string_view field)>;

/// The text with every hole filled whose value is known.
LateText filled(const LateText& text, const LateValue& value);

}  // namespace inland::topology
