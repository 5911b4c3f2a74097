// SPDX-License-Identifier: Apache-2.0
// ~/.aws/config and ~/.aws/credentials with arbitrary contents.
#include "aws/configuration.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    inland::aws::MapEnvironment environment;
    environment.files = {{"~/.aws/config", text}, {"~/.aws/credentials", text}};
    (void)inland::aws::load_configuration(environment, {.profile = "p"});
    (void)inland::aws::load_configuration(environment);
    return 0;
}
