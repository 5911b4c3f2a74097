// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// CoreDNS's ConfigMap as the add-on makes it: the Corefile of its configuration values, which
/// outweighs what somebody wrote into it by hand, or where there is none EKS's own, once. Called
/// when an add-on has changed.
void apply_coredns_config(Objects& objects);

}  // namespace inland::emulator::cluster
