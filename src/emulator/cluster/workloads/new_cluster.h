// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>

namespace inland::emulator::cluster {

/// Makes what every new EKS cluster has: namespaces, the API's and DNS' services, priority classes,
/// the storage class. Leaves alone what is there.
void make_first_objects(Objects objects);

/// The address that Kubernetes gives its own API inside the cluster: the service block's first.
std::string api_service_address(const json::object& cluster);

}  // namespace inland::emulator::cluster
