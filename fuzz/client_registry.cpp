// SPDX-License-Identifier: Apache-2.0
// Texts that AWS gives back and that say what is Inland's: a tag and a creator's request id.
#include "topology/client_registry.h"

#include "topology/creator_request_id.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland::topology;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto registry = registry_in(text))
        if (registry->host.empty() || registry_in(registry_text(*registry))->port != registry->port)
            std::abort();
    if (const auto tags = tags_of_creator(text); tags && !text.starts_with("inland/"))
        std::abort();
    return 0;
}
