// SPDX-License-Identifier: Apache-2.0
#include "checker/certificate_json.h"
#include "checker/check.h"
#include "knowledge/tables.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Any bytes as a certificate: one that can be checked against a world, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    const auto document = inland::parse_json(bytes);
    if (!document)
        return 0;
    const auto certificates = inland::checker::from_json(*document);
    if (!certificates)
        return 0;
    const inland::topology::Topology nothing;
    for (const auto& certificate : *certificates)
        inland::checker::check({nothing, inland::knowledge::built_in()}, certificate);
    return 0;
}
