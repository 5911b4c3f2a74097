// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/cluster/api/api_call.h"

/// Admission webhooks: the API server asks those whose rules and selectors match. One that it does
/// not reach (webhook_call.h) fails the request, unless its failurePolicy is Ignore. What the
/// controllers that Inland knows say is their own; everybody else's webhooks admit what they see.
namespace inland::emulator::cluster {

enum class Operation { Create, Update, Delete };

/// What mutating webhooks make of the object. Failures are the API server's own (status.h).
Result<void> mutate_by_webhooks(const ApiCall& call, Operation operation, json::object& object);
Result<void> validate_by_webhooks(const ApiCall& call, Operation operation,
                                  const json::object& object);

}  // namespace inland::emulator::cluster
