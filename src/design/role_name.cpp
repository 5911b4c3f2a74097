// SPDX-License-Identifier: Apache-2.0
#include "design/role_name.h"

#include "design/bounded_name.h"

#include <fmt/format.h>

namespace inland::design {

std::string role_name(const spec::Cluster& cluster, std::string_view purpose) {
    constexpr std::size_t longest = 64;
    return bounded_name(cluster.name.value, fmt::format("-{}-{}", cluster.region.value, purpose),
                        longest);
}

}  // namespace inland::design
