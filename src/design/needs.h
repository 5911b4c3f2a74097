// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

#include <map>
#include <string>
#include <vector>

namespace inland::design {

/// An endpoint that the cluster needs: by whom, and why.
struct EndpointNeed {
    std::string service;  ///< knowledge's endpoint service: "ecr.api"
    std::string path;     ///< of the part of the spec that needs it
    Place place;
    std::vector<std::string> reasons;
};

/// Whether its endpoints are routes, not interfaces; they cost nothing.
bool is_gateway(const knowledge::EndpointService& service);

/// Whether interface endpoints stand in the network: nodes need them where they have no way out,
/// else only the spec's own word makes one.
bool wants_interface_endpoints(const Drawing& drawing);

/// By endpoint service. From the join flows and services of every node group's operating system,
/// the add-ons' services, the service accounts' and `endpoints.add`, less `endpoints.remove`. Nodes
/// with a way to the internet need gateway endpoints only. Without one, a service that no endpoint
/// admits is an Error in the drawing's diagnostics.
std::map<std::string, EndpointNeed> endpoint_needs(Drawing& drawing);

}  // namespace inland::design
