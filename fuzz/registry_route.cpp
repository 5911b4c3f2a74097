// SPDX-License-Identifier: Apache-2.0
// Paths under /v2/: a route's name and reference always come from the path.
#include "emulator/registry/byte_range.h"
#include "emulator/registry/route.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto route = inland::emulator::registry::parse_route("/v2/" + std::string(text));
    if (route && route->name.size() + route->reference.size() > size)
        std::abort();
    (void)inland::emulator::registry::is_repository_name(text);
    (void)inland::emulator::registry::parse_range(text, 1000);
    return 0;
}
