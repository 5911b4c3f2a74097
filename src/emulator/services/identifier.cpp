// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/identifier.h"

#include "core/crypto.h"

#include <fmt/format.h>

namespace inland::emulator {

std::string new_uuid() {
    const auto digits = random_text(32);
    return fmt::format("{}-{}-4{}-{}{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(13, 3), random_text(1, "89ab"), digits.substr(17, 3),
                       digits.substr(20, 12));
}

std::string stable_id(std::string_view prefix, std::string_view seed, std::size_t digits) {
    return std::string(prefix) + hex(sha256(seed)).substr(0, digits);
}

}  // namespace inland::emulator
