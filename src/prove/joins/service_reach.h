// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/passage.h"
#include "prove/policies/service_calls.h"

#include <string>
#include <string_view>

namespace inland::prove {

/// Whether a party in a VPC reaches an AWS API: its name, the packets to every address that the
/// name may answer with, and what the endpoint's policy does to `asked`. When it does not,
/// everything that keeps the intended way, the service's endpoint, from working is a blocker.
Passage reach_service(const Network& network, const Party& source,
                      const knowledge::ServiceName& service, const ServiceCalls& asked);

/// "ec2.eu-central-1.amazonaws.com".
std::string service_host(const Network& network, const knowledge::ServiceName& service);

}  // namespace inland::prove
