// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inland::topology {

/// The tag of a cluster whose nodes pull from a registry of the client's: nothing in AWS says so
/// otherwise. A design writes it; proofs of what lives read it.
inline constexpr std::string_view registry_tag = "inland.dev/registry";

struct ClientRegistry {
    std::string host;  ///< a name, or an IPv4 address
    std::uint16_t port = 443;
    std::string domain = {};  ///< of the client's name servers who know it; "": public DNS does
};

/// In the tag's form: "registry.corp.example.com:5000 corp.example.com".
std::string registry_text(const ClientRegistry& registry);
/// The registry of such a text; nothing of another.
std::optional<ClientRegistry> registry_in(std::string_view text);

}  // namespace inland::topology
