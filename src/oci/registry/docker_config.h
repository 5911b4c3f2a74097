// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/registry/login.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inland::oci {

/// What Docker's config.json and podman's auth.json say about logging in. Keys are as written: with
/// podman's also "registry/namespace", with Docker's also "https://index.docker.io/v1/".
struct DockerConfig {
    std::map<std::string, Login, std::less<>> logins = {};         ///< auths
    std::map<std::string, std::string, std::less<>> helpers = {};  ///< credHelpers
    std::string store = {};                                        ///< credsStore

    /// Of the most specific key that the repository is at or below.
    [[nodiscard]] std::optional<Login> login(std::string_view registry,
                                             std::string_view repository) const;
    /// The name of the helper program for the registry, or "".
    [[nodiscard]] std::string helper(std::string_view registry) const;
};

/// InvalidInput says what is wrong, never what a secret is.
Result<DockerConfig> parse_docker_config(std::string_view text);

/// What a helper is asked about: Docker Hub is known by the address of its first version.
std::string server_address(std::string_view registry);

}  // namespace inland::oci
