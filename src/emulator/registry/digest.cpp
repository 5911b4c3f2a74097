// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/digest.h"

namespace inland::emulator::registry {

std::optional<Digest> Digest::parse(std::string_view text) {
    constexpr std::string_view prefix = "sha256:";
    constexpr std::size_t digits = 64;
    const bool sound =
        text.size() == prefix.size() + digits && text.starts_with(prefix) &&
        text.find_first_not_of("0123456789abcdef", prefix.size()) == std::string_view::npos;
    return sound ? std::optional(Digest(std::string(text))) : std::nullopt;
}

Digest Digest::of(std::string_view bytes) {
    return Digest(sha256(bytes));
}

}  // namespace inland::emulator::registry
