// SPDX-License-Identifier: Apache-2.0
// Image manifests: what is read of one is of the kind that its media type says.
#include "emulator/registry/manifest.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland::emulator::registry;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto media_type : {std::string_view(), oci_manifest, oci_index}) {
        const auto manifest = parse_manifest(text, media_type);
        if (manifest && manifest->kind == ManifestKind::Index && !blobs_of(*manifest).empty())
            std::abort();
    }
    return 0;
}
