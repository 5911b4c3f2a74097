// SPDX-License-Identifier: Apache-2.0
#include "design/role_name.h"

#include "core/crypto.h"

#include <fmt/format.h>

namespace inland::design {

std::string role_name(const spec::Cluster& cluster, std::string_view purpose) {
    constexpr std::size_t longest = 64;
    constexpr std::size_t digest_digits = 8;
    const auto& name = cluster.name.value;
    const auto ending = fmt::format("-{}-{}", cluster.region.value, purpose);
    if (name.size() + ending.size() <= longest)
        return name + ending;
    const auto digest = hex(sha256(name)).substr(0, digest_digits);
    const auto kept = longest - ending.size() - digest_digits - 1;
    return fmt::format("{}-{}{}", name.substr(0, kept), digest, ending);
}

}  // namespace inland::design
