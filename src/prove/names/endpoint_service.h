// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "topology/vpc_endpoint.h"

#include <string_view>

namespace inland::prove {

/// What the tables know of an endpoint's service; null when they do not, or when its name is not
/// known. Looks in the endpoint's own Region first, which is where endpoints nearly always are.
const knowledge::EndpointService* endpoint_service(const knowledge::Tables& tables,
                                                   std::string_view region,
                                                   const topology::VpcEndpoint& endpoint);

}  // namespace inland::prove
