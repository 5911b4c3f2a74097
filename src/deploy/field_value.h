// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

namespace inland::deploy {

/// Whether two texts say the same: as they are, or as JSON documents (policies).
bool same_meaning(const std::string& left, const std::string& right);
bool same_meaning(const std::map<std::string, std::string>& left,
                  const std::map<std::string, std::string>& right);
/// Rules that a controller in the cluster (the AWS Load Balancer Controller) wrote are its own.
bool is_controllers_rule(const topology::SecurityGroupRule& rule);

/// Whether what AWS has is what is wanted. Sets travel as lists: except for texts, whose order may
/// matter, lists are compared in order of their elements.
template <typename T>
bool same_value(const T& desired, const T& observed) {
    return desired == observed;
}
inline bool same_value(const std::string& desired, const std::string& observed) {
    return same_meaning(desired, observed);
}
inline bool same_value(const std::map<std::string, std::string>& desired,
                       const std::map<std::string, std::string>& observed) {
    return same_meaning(desired, observed);
}
template <typename T>
    requires(!std::is_same_v<T, std::string>)
bool same_value(std::vector<T> desired, std::vector<T> observed) {
    if constexpr (std::is_same_v<T, topology::SecurityGroupRule>)
        std::erase_if(observed, is_controllers_rule);
    std::ranges::sort(desired);
    std::ranges::sort(observed);
    return desired == observed;
}

}  // namespace inland::deploy
