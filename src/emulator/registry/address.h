// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator {
class World;
struct HomeAccount;
}  // namespace inland::emulator

namespace inland::emulator::registry {

enum class RegistryKind {
    Ecr,     ///< an account's in a Region
    Public,  ///< a stand-in for one of the internet's
};

/// One registry. `host` is the name that images have it by.
struct Address {
    RegistryKind kind = RegistryKind::Ecr;
    Scope scope = {};  ///< of an ECR registry
    std::string host;
};

/// "123456789012.dkr.ecr.eu-central-1.amazonaws.com".
std::string ecr_host(const World& world, const Scope& scope);
Address ecr_address(const World& world, const Scope& scope);

/// The registry of that name (a port is ignored): ECR's, also by their names for FIPS and dual
/// stack, and the public ones that knowledge/registries.yaml has; nothing for others.
std::optional<Address> address_of_host(const World& world, std::string_view host);

/// A repository as a client of the one port names it.
struct Named {
    Address address;
    std::string name;  ///< within that registry
};

/// By the Host header, when that is a registry's; else by the first part of the name, when that is
/// one ("registry.k8s.io/pause"); else the home account's registry.
Named resolve_name(const World& world, const HomeAccount& home, std::string_view host_header,
                   std::string_view name);

}  // namespace inland::emulator::registry
