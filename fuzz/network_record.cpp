// SPDX-License-Identifier: Apache-2.0
// The SSM parameter in which the edits of a given network are kept: any text is refused or
// understood, and what is understood is written as it was read.
#include "deploy/network_record.h"

#include "core/json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland;
    const auto document = parse_json(std::string_view(reinterpret_cast<const char*>(data), size));
    const auto record =
        document ? deploy::parse_record(*document) : std::unexpected(document.error());
    if (!record)
        return 0;
    const auto again = deploy::parse_record(deploy::record_json(*record));
    if (!again || again->vpc != record->vpc || again->edits != record->edits)
        std::abort();
    return 0;
}
