// SPDX-License-Identifier: Apache-2.0
// A VPN connection's CustomerGatewayConfiguration of any shape.
#include "render/vpn_configuration.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto read = inland::render::read_vpn_configuration(text))
        (void)inland::render::vpn_configuration_text(*read, {});
    return 0;
}
