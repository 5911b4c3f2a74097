// SPDX-License-Identifier: Apache-2.0
#include "sources/eksctl.h"

#include "knowledge/tables.h"
#include "prove/prove.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Any bytes as a ClusterConfig: a Topology that can be proven about, or mistakes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    inland::Diagnostics diagnostics;
    const auto topology = inland::sources::read_eksctl(bytes, "cluster.yaml", diagnostics);
    if (topology)
        inland::prove::prove({*topology, inland::knowledge::built_in(), {}, {}});
    return 0;
}
