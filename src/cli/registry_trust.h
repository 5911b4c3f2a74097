// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/certificate_file.h"
#include "cli/spec_file.h"
#include "http/client.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace inland::cli {

/// The authorities that a spec's registry.ca names, and a client that trusts them for whom the
/// registry sends to for tokens.
struct RegistryTrust {
    explicit RegistryTrust(const std::string& certificates);

    CertificateFile authorities;
    std::unique_ptr<http::Client> token_http;
};

/// By the registry as images are named ("registry.corp.example.com:5000"): each is trusted by its
/// own alone.
using RegistryTrusts = std::map<std::string, std::unique_ptr<RegistryTrust>, std::less<>>;
RegistryTrusts trusts_of(std::span<const DesignedSpec> specs);

/// For the token servers of registries; `ca_bundle` is a PEM file, or "" for the system's.
std::unique_ptr<http::Client> make_token_client(const std::string& ca_bundle);

}  // namespace inland::cli
