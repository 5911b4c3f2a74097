// SPDX-License-Identifier: Apache-2.0
// WWW-Authenticate: what is read of it stays within the field.
#include "oci/registry/challenge.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view field(reinterpret_cast<const char*>(data), size);
    std::size_t read = 0;
    for (const auto& challenge : inland::oci::parse_challenges(field)) {
        read += challenge.scheme.size();
        for (const auto& [name, value] : challenge.parameters)
            read += name.size() + value.size();
    }
    if (read > size)
        std::abort();
    return 0;
}
