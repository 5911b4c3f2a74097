// SPDX-License-Identifier: Apache-2.0
// Manifests from any registry: what is read of one keeps its limits.
#include "oci/manifest.h"
#include "oci/media_types.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland::oci;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto type : {std::string_view(), media_type::oci_manifest, media_type::oci_index,
                            media_type::docker_list, media_type::oci_artifact}) {
        const auto manifest = parse_manifest(text, type);
        if (manifest && manifest->kind == ManifestKind::Index && !blobs_of(*manifest).empty())
            std::abort();
    }
    return 0;
}
