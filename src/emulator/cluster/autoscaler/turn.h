// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/scheduler.h"

#include <optional>

namespace inland::emulator::autoscaler {

/// When an autoscaler should look again although nothing has changed.
struct NextTurn {
    Duration after{};
    /// No: it is tried for ever, and nothing is expected of it.
    Jump jump = Jump::Yes;
};

/// One turn of the main loop of the autoscaler that is this pod (core/static_autoscaler.go,
/// RunOnce). A first turn that finds no way to its groups ends the container.
std::optional<NextTurn> take_turn(cluster::Objects& objects, const json::object& pod);

/// The pod that is the cluster's autoscaler, or nullptr; until the next change.
const json::object* autoscaler_pod(const cluster::Objects& objects);

}  // namespace inland::emulator::autoscaler
