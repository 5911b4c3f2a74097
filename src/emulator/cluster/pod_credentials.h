// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"
#include "emulator/world.h"

namespace inland::emulator {

/// As whom an AWS SDK in a pod's container calls, got as SDKs get it: by the web identity of its
/// variables, else from the Pod Identity agent, else from the metadata service. The error has the
/// AWS CLI's words. The emulated STS and EKS Auth are really asked: a session is made.
Result<Caller> pod_credentials(World& world, const RecordKey& cluster, const json::object& pod,
                               const json::object& container);

}  // namespace inland::emulator
