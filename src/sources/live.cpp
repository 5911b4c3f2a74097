// SPDX-License-Identifier: Apache-2.0
#include "sources/live.h"

#include "sources/live/logical_keys.h"
#include "sources/live/readers.h"

namespace inland::sources {

namespace {

/// Which clusters there are is what everything else is about.
bool may_be_missing(const Error& error, std::string_view type, const LiveOptions& options) {
    return live::lacks_operation(error) ||
           (type != topology::Cluster::type && live::is_left_open(options, error));
}

}  // namespace

Result<topology::Topology> read_live(const Describe& describe, const LiveOptions& options) {
    topology::Topology topology;
    topology.account = options.account;
    topology.region = options.region;
    live::Reading reading{describe, options, topology, options.vpcs};
    for (const auto& [type, read] : live::readers()) {
        const auto done = read(reading);
        if (!done && may_be_missing(done.error(), type, options))
            topology.missing.emplace_back(type);
        else if (!done)
            return std::unexpected(done.error());
    }
    live::use_logical_keys(topology, options.cluster);
    return topology;
}

}  // namespace inland::sources
