// SPDX-License-Identifier: Apache-2.0
// What STS and EKS Auth read of tokens before they believe them.
#include "emulator/cluster/token_issuer.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view token(reinterpret_cast<const char*>(data), size);
    (void)inland::emulator::read_claims(token);
    (void)inland::emulator::is_signed_by({{"_issuer_key_pem", "none"}}, token);
    return 0;
}
