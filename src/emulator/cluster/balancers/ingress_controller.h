// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// The AWS Load Balancer Controller, where it runs: each group of Ingresses of its class gets an
/// Application Load Balancer. It calls AWS as it does for Services (load_balancer_controller.h).
void reconcile_load_balanced_ingresses(Objects& objects);

}  // namespace inland::emulator::cluster
