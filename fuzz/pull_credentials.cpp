// SPDX-License-Identifier: Apache-2.0
// A config.json of Docker's that a spec names; what is kept of it is read again as the same.
#include "spec/pull_credentials.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    constexpr std::string_view registry = "registry.example.com:5000/k8s";
    const auto credentials = inland::spec::pull_credentials_of(text, registry);
    if (!credentials)
        return 0;
    const auto again = inland::spec::pull_credentials_of(credentials->reveal(), registry);
    if (!again || again->reveal() != credentials->reveal())
        std::abort();
    return 0;
}
