// SPDX-License-Identifier: Apache-2.0
#include "sources/live.h"

#include "sources/live/logical_keys.h"
#include "sources/live/readers.h"

namespace inland::sources {

Result<topology::Topology> read_live(const Describe& describe, const LiveOptions& options) {
    topology::Topology topology;
    topology.account = options.account;
    topology.region = options.region;
    live::Reading reading{describe, options, topology};
    for (const auto& [type, read] : live::readers()) {
        const auto done = read(reading);
        if (!done && live::lacks_operation(done.error()))
            topology.missing.emplace_back(type);
        else if (!done)
            return std::unexpected(done.error());
    }
    live::use_logical_keys(topology, options.cluster);
    return topology;
}

}  // namespace inland::sources
