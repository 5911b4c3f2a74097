// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/passage.h"
#include "prove/policies/endpoint_policy.h"

#include <string>
#include <string_view>

namespace inland::prove {

/// Whether a party in a VPC reaches an AWS API: its name, the packets to every address that the
/// name may answer with, and the endpoint's policy. When it does not, everything that keeps the
/// intended way, the service's endpoint, from working is a blocker.
Passage reach_service(const Network& network, const Party& source,
                      const knowledge::ServiceName& service, Caller caller);

/// "ec2.eu-central-1.amazonaws.com".
std::string service_host(const Network& network, const knowledge::ServiceName& service);

}  // namespace inland::prove
