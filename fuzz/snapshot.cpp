// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot.h"

#include "knowledge/tables.h"
#include "prove/prove.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Any bytes as an answer of AWS: a Topology that can be proven about, or mistakes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    inland::Diagnostics diagnostics;
    const auto topology = inland::sources::read_snapshot(
        {{"answer.json", std::string(data, data + size)}}, diagnostics);
    if (topology)
        inland::prove::prove({*topology, inland::knowledge::built_in(), {}, {}});
    return 0;
}
