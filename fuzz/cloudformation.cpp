// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation.h"

#include "knowledge/tables.h"
#include "prove/prove.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Any bytes as a template, which may nest itself: a Topology that can be proven about, or
/// mistakes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    inland::Diagnostics diagnostics;
    const auto load = [&](const std::string&) -> inland::Result<std::string> { return bytes; };
    const auto topology = inland::sources::read_cloudformation(
        bytes, "template.yaml", {.region = "eu-central-1", .load = load}, diagnostics);
    if (topology)
        inland::prove::prove({*topology, inland::knowledge::built_in(), {}, {}});
    return 0;
}
