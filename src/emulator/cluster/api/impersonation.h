// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api/user.h"
#include "http/message.h"

namespace inland::emulator::cluster {

/// Who a request acts as (`kubectl --as`, `--as-group`): the user himself without these headers.
/// Forbidden unless he may impersonate each of them.
Result<User> impersonated(const Objects& objects, const User& user, const http::Request& request);

}  // namespace inland::emulator::cluster
