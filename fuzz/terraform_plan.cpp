// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform_plan.h"

#include "knowledge/tables.h"
#include "prove/prove.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Any bytes as Terraform's plan: a Topology that can be proven about, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    const auto topology = inland::sources::read_terraform_plan(bytes, "plan.json");
    if (topology)
        inland::prove::prove({*topology, inland::knowledge::built_in(), {}, {}});
    return 0;
}
