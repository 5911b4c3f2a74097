// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Kubernetes' own service controller, which EKS runs in the control plane with the cluster's role:
/// Services of type LoadBalancer that are nobody else's get a Classic Load Balancer, or a Network
/// one by the annotation aws-load-balancer-type: nlb; those that need none any more lose it.
void reconcile_services(Objects& objects);

}  // namespace inland::emulator::cluster
