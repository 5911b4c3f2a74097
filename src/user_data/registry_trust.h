// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "user_data/user_data.h"

#include <string>
#include <string_view>

namespace inland::user_data {

/// A registry that shows a certificate which no public authority signed.
struct RegistryTrust {
    std::string registry;      ///< "registry.corp.example.com:5000", as images are named
    std::string certificates;  ///< of those who sign it, PEM
};

/// What makes containerd believe that registry, in the form that owners of node groups write: for
/// Amazon Linux a script in a multipart message, which runs before containerd pulls anything and
/// writes /etc/containerd/certs.d/REGISTRY/hosts.toml (containerd, docs/hosts.md); for Bottlerocket
/// settings.pki (Bottlerocket, "settings.pki.*").
std::string write_registry_trust(const RegistryTrust& trust, OperatingSystem system);

/// The certificates that user data gives to that registry, PEM; "" when it gives none. It reads
/// what write_registry_trust writes, not every script.
std::string trusted_certificates(std::string_view bytes, std::string_view registry,
                                 OperatingSystem system);

}  // namespace inland::user_data
