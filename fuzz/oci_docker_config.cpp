// SPDX-License-Identifier: Apache-2.0
// Docker's config.json and podman's auth.json, with look-ups in what was read.
#include "oci/registry/docker_config.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto config = inland::oci::parse_docker_config(text)) {
        for (const auto* registry : {"docker.io", "registry.example.com", "localhost:5000"}) {
            std::ignore = config->login(registry, "team/app");
            std::ignore = config->helper(registry);
        }
    }
    return 0;
}
