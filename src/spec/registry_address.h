// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inland::spec {

/// Where a registry answers, of the spec's "host[:port][/prefix]".
struct RegistryAddress {
    std::string authority;  ///< "registry.corp.example.com:5000", as images are named
    std::string host;       ///< without the port
    std::uint16_t port = 443;
    std::optional<Ipv4Address> address;  ///< of a host that is no name
};
RegistryAddress address_of(const UrlRegistry& registry);

/// The registry in the client's hands, or nullptr for the account's own Amazon ECR.
const UrlRegistry* client_registry(const Cluster& cluster);

/// The entry of dns.forward that answers for a name: the longest domain that holds it; nullptr when
/// none does.
const ForwardedDomain* forwarder_of(const Cluster& cluster, std::string_view name);
/// The same for the registry's name.
const ForwardedDomain* registry_forwarder(const Cluster& cluster);

/// Whether a host is one of Amazon ECR's, whose names AWS's endpoints know.
bool is_ecr_host(std::string_view host);

}  // namespace inland::spec
