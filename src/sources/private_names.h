// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/vpc_endpoint.h"

namespace inland::sources {

/// Takes the private names away from an endpoint whose names are for inbound Resolver endpoints
/// only: the VPC itself asks public DNS then, and goes by the gateway endpoint (Amazon EC2 API
/// reference, DnsOptionsSpecification; such are endpoints of Amazon S3).
inline void keep_for_inbound_resolvers(topology::VpcEndpoint& endpoint,
                                       const topology::Attribute<bool>& inbound_only) {
    const auto only = inbound_only.value_or_default(false);
    if (only == true)
        endpoint.private_dns_enabled = {false, inbound_only.place()};
    else if (!only && endpoint.private_dns_enabled.value_or_default(false) != false)
        endpoint.private_dns_enabled = topology::Attribute<bool>::unknown(inbound_only.place());
}

}  // namespace inland::sources
