// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"
#include "spec/parse.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes as a cluster.yaml: a cluster, or mistakes that can be printed; never both, never
/// neither.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    inland::Diagnostics found;
    const auto cluster = inland::spec::parse(text, "cluster.yaml", inland::knowledge::built_in(),
                                             inland::TimePoint{}, found);
    if (cluster.has_value() == found.has_errors())
        std::abort();
    for (const auto& diagnostic : found.sorted())
        if (diagnostic.text().empty())
            std::abort();
    return 0;
}
