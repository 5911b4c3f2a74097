// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <variant>

namespace inland::kube {

struct RolledOut {};
/// What is still to come: "1 of 2 pods available".
struct RollingOut {
    std::string state;
};
using Rollout = std::variant<RolledOut, RollingOut, Error>;

/// How far a Deployment, DaemonSet or StatefulSet has got with what its spec says, as `kubectl
/// rollout status` tells it; anything else has nothing to roll out. An Error when Kubernetes has
/// given up (ProgressDeadlineExceeded). Pure.
Rollout rollout_of(const json::object& object);

}  // namespace inland::kube
