// SPDX-License-Identifier: Apache-2.0
#include "user_data/registry_trust.h"
#include "user_data/user_data.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Any bytes as user data of each system: settings, or an error that says something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using enum inland::user_data::OperatingSystem;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto system : {AmazonLinux2023, AmazonLinux2, Bottlerocket}) {
        const auto settings = inland::user_data::read(bytes, system);
        if (!settings && settings.error().message.empty())
            std::abort();
        (void)inland::user_data::trusted_certificates(bytes, "registry.example.com", system);
    }
    return 0;
}
