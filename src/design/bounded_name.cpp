// SPDX-License-Identifier: Apache-2.0
#include "design/bounded_name.h"

#include "core/crypto.h"

#include <fmt/format.h>

namespace inland::design {

std::string bounded_name(std::string_view name, std::string_view ending, std::size_t longest) {
    constexpr std::size_t digest_digits = 8;
    if (name.size() + ending.size() <= longest)
        return fmt::format("{}{}", name, ending);
    const auto digest = hex(sha256(name)).substr(0, digest_digits);
    const auto kept = longest - ending.size() - digest_digits - 1;
    return fmt::format("{}-{}{}", name.substr(0, kept), digest, ending);
}

}  // namespace inland::design
