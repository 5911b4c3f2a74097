// SPDX-License-Identifier: Apache-2.0
#include "prove/places.h"

namespace inland::prove {

namespace {

/// The place of the resource that the user calls so; nothing when the Topology holds none.
const inland::Place* place_of_resource(const topology::Topology& topology,
                                       const std::string& name) {
    const inland::Place* found = nullptr;
    topology::for_each_resource(topology, [&](const topology::Resource& resource) {
        if (found == nullptr && resource_name(resource) == name)
            found = &resource.place;
    });
    return found;
}

}  // namespace

void add_places(Verdict& verdict, const Network& network, const inland::Place& fallback) {
    for (Cause& cause : verdict.causes) {
        const auto* place = cause.resource.empty()
                                ? nullptr
                                : place_of_resource(network.topology(), cause.resource);
        cause.place = place == nullptr || place->file.empty() ? fallback : *place;
    }
}

}  // namespace inland::prove
