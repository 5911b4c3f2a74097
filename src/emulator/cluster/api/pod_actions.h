// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/api_call.h"

namespace inland::emulator::cluster {

/// POST to a pod's subresource: "eviction" deletes it as far as disruption budgets allow
/// (TooManyRequests with the cause where they do not), "binding" gives it its node.
Result<ApiAnswer> answer_pod_action(const ApiCall& call);

/// "log": what an emulated container has said since it began; BadRequest while it waits to start.
Result<ApiAnswer> answer_log(const ApiCall& call);

}  // namespace inland::emulator::cluster
