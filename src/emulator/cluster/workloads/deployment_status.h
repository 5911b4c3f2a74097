// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// How far a Deployment's rollout is: replicas, and the conditions Available and Progressing that
/// `kubectl rollout status` and `kubectl wait` read.
void set_deployment_status(Objects& objects, const json::object& deployment);

}  // namespace inland::emulator::cluster
