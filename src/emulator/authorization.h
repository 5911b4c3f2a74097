// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/clock.h"
#include "core/result.h"
#include "emulator/service.h"

namespace inland::prove {
class Network;
}
namespace inland::topology {
struct VpcEndpoint;
}

namespace inland::emulator {

/// The VPC endpoint that a call of the emulated network's own comes through: its policy has a say,
/// and conditions may name it.
struct Entrance {
    const prove::Network& network;
    const topology::VpcEndpoint& endpoint;
};

/// Whether IAM lets the caller do this: every permission that the call asks for, against the
/// policies of the caller and of the resource. The account's root may do everything in its account,
/// and calls that are not signed are for their handlers to judge. The error is the service's own.
Result<void> authorize(const Call& call, const aws::Service& service, TimePoint wall_now,
                       const Entrance* entrance = nullptr);

}  // namespace inland::emulator
