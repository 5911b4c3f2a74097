// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/registry_address.h"

namespace inland::oci {

namespace {

bool is_on_this_machine(std::string_view registry) {
    const auto host =
        registry.substr(0, registry.starts_with('[') ? registry.find(']') + 1 : registry.find(':'));
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

}  // namespace

RegistryAddress address_of(std::string_view registry, Transport transport) {
    const bool plain = transport == Transport::Plain ||
                       (transport == Transport::Unsaid && is_on_this_machine(registry));
    const std::string host(registry == "docker.io" ? "registry-1.docker.io" : registry);
    return {.name = std::string(registry), .origin = (plain ? "http://" : "https://") + host};
}

RegistryAddress embedded_address(std::string_view registry, std::string_view url) {
    while (url.ends_with('/'))
        url.remove_suffix(1);
    return {.name = std::string(registry),
            .origin = std::string(url),
            .path = std::string(registry) + "/"};
}

}  // namespace inland::oci
