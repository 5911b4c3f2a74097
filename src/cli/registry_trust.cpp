// SPDX-License-Identifier: Apache-2.0
#include "cli/registry_trust.h"

#include "spec/registry_address.h"

namespace inland::cli {

RegistryTrust::RegistryTrust(const std::string& certificates)
    : authorities(certificates), token_http(make_token_client(authorities.path())) {}

RegistryTrusts trusts_of(std::span<const DesignedSpec> specs) {
    RegistryTrusts trusts;
    for (const auto& designed : specs) {
        const auto* registry = spec::client_registry(designed.spec);
        if (registry != nullptr && !registry->ca_certificates.empty())
            trusts.try_emplace(spec::address_of(*registry).authority,
                               std::make_unique<RegistryTrust>(registry->ca_certificates));
    }
    return trusts;
}

std::unique_ptr<http::Client> make_token_client(const std::string& ca_bundle) {
    constexpr std::size_t longest_answer = std::size_t{1} << 20U;
    return http::make_client({.ca_bundle = ca_bundle, .max_body_bytes = longest_answer});
}

}  // namespace inland::cli
