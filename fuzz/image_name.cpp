// SPDX-License-Identifier: Apache-2.0
// Names of images: what is accepted must mean the same when it is written out and read again.
#include "oci/image_name.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto name = inland::oci::parse_image_name(text);
    if (!name)
        return 0;
    const auto canonical = inland::oci::parse_image_name(name->canonical());
    const auto familiar = inland::oci::parse_image_name(name->familiar());
    if (!canonical || canonical->canonical() != name->canonical() || !familiar ||
        *familiar != *name)
        std::abort();
    return 0;
}
