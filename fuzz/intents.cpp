// SPDX-License-Identifier: Apache-2.0
#include "intents/parse.h"
#include "knowledge/tables.h"
#include "prove/intents/intent_flows.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Any bytes as intents: intents that can be checked against a network and proven, or mistakes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    inland::Diagnostics diagnostics;
    const auto intents = inland::intents::parse(bytes, "intents.yaml", diagnostics);
    if (!intents)
        return 0;
    const inland::topology::Topology nothing;
    const inland::prove::Question question{
        nothing, inland::knowledge::built_in(), {}, {}, &*intents};
    inland::prove::check_intents(question);
    inland::prove::prove(question);
    return 0;
}
