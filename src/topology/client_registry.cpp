// SPDX-License-Identifier: Apache-2.0
#include "topology/client_registry.h"

#include <charconv>

namespace inland::topology {

std::string registry_text(const ClientRegistry& registry) {
    const auto authority = registry.host + ":" + std::to_string(registry.port);
    return registry.domain.empty() ? authority : authority + " " + registry.domain;
}

std::optional<ClientRegistry> registry_in(std::string_view text) {
    ClientRegistry registry;
    if (const auto blank = text.find(' '); blank != std::string_view::npos) {
        registry.domain = text.substr(blank + 1);
        text = text.substr(0, blank);
    }
    const auto colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos)
        return std::nullopt;
    registry.host = text.substr(0, colon);
    const auto digits = text.substr(colon + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), registry.port);
    const bool is_port = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return is_port && registry.port > 0 ? std::optional(registry) : std::nullopt;
}

}  // namespace inland::topology
