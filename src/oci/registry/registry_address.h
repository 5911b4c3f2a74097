// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/target.h"

#include <string>
#include <string_view>

namespace inland::oci {

/// Where a registry answers.
struct RegistryAddress {
    std::string name;            ///< as images have it: "docker.io"
    std::string origin;          ///< "https://registry-1.docker.io"
    std::string path = {};       ///< in front of every repository: "" or "HOST/"
    std::string ca_bundle = {};  ///< a PEM file; empty: the system's
};

/// Docker Hub answers elsewhere than its name says; a registry on this machine is asked without TLS
/// unless that is said.
RegistryAddress address_of(std::string_view registry, Transport transport = Transport::Unsaid);

/// One that the embedded AWS at `url` stands in for (CONTRACT.md, "The embedded AWS").
RegistryAddress embedded_address(std::string_view registry, std::string_view url);

}  // namespace inland::oci
