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

/// By endpoint service. From the join flows and services of every node group's operating system,
/// the add-ons' services and `endpoints.add`, less `endpoints.remove`. A service that no endpoint
/// admits is an Error in the drawing's diagnostics.
std::map<std::string, EndpointNeed> endpoint_needs(Drawing& drawing);

}  // namespace inland::design
