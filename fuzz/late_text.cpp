// SPDX-License-Identifier: Apache-2.0
// User data that AWS gave back, searched for holes as plans do.
#include "topology/late_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland::topology;
    const LateText text{std::string(reinterpret_cast<const char*>(data), size)};
    const auto nothing = [](std::string_view, std::string_view) {
        return std::optional<std::string>();
    };
    if (filled(text, nothing) != text)
        std::abort();
    const auto something = [](std::string_view, std::string_view) {
        return std::optional<std::string>("value");
    };
    if (!late_keys(text).empty() && filled(text, something) == text)
        std::abort();
    return 0;
}
