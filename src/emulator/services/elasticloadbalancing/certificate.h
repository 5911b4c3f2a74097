// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

namespace inland::emulator::balancing {

/// Takes Certificates and SslPolicy of the call over into an HTTPS or TLS listener, which must have
/// one certificate and a policy that there is; refuses both on other listeners.
Result<void> fill_security(const Call& call, json::object& listener);

}  // namespace inland::emulator::balancing
