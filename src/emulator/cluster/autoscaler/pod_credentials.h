// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>

namespace inland::emulator::autoscaler {

/// The credentials that the SDK in a pod finds, as the id of a session's access key: of EKS Pod
/// Identity, of IAM roles for service accounts, else the node's own where its metadata service
/// answers pods. The error is the SDK's.
Result<std::string> credentials_of_pod(cluster::Objects& objects, const json::object& pod);

}  // namespace inland::emulator::autoscaler
