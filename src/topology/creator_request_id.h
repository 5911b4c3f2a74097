// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/ownership.h"
#include "topology/resource.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::topology {

/// Resolver lists rules without their tags, but with the creator's request id: it says whose a rule
/// is (ARCHITECTURE, decision 2). "inland/CLUSTER/TYPE/NAME/TOKEN"; the token tells a run's rule
/// from one of that name that is gone. At most 255 characters (Route 53 API Reference,
/// CreateResolverRule).
inline std::string creator_request_id(std::string_view cluster, std::string_view key,
                                      std::string_view token) {
    return "inland/" + std::string(cluster) + "/" + std::string(key) + "/" + std::string(token);
}

/// The tags that the id stands for; nothing for one that Inland did not write.
inline std::optional<Tags> tags_of_creator(std::string_view id) {
    constexpr std::string_view mark = "inland/";
    if (!id.starts_with(mark))
        return std::nullopt;
    id.remove_prefix(mark.size());
    const auto cluster_end = id.find('/');
    const auto key_end = id.rfind('/');
    if (cluster_end == std::string_view::npos || key_end <= cluster_end)
        return std::nullopt;
    return Tags{
        {std::string(cluster_tag), std::string(id.substr(0, cluster_end))},
        {std::string(id_tag), std::string(id.substr(cluster_end + 1, key_end - cluster_end - 1))}};
}

}  // namespace inland::topology
