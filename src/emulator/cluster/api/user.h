// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// Who calls the Kubernetes API, and what EKS lets them do.
struct User {
    std::string name;  ///< "arn:aws:sts::123456789012:assumed-role/platform/session"
    std::vector<std::string> groups = {};

    /// One access policy of the access entry, as far as it goes.
    struct Grant {
        std::string policy;                        ///< "AmazonEKSClusterAdminPolicy"
        std::vector<std::string> namespaces = {};  ///< empty: the whole cluster
    };
    std::vector<Grant> grants = {};

    [[nodiscard]] bool is_in(std::string_view group) const {
        return std::ranges::find(groups, group) != groups.end();
    }
};

}  // namespace inland::emulator::cluster
