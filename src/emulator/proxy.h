// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/connect.h"

#include <functional>
#include <string>

namespace inland::emulator {

/// The CONNECT proxy's side of connect.h: reads where to and as whom, and lets open_tunnel decide.
void answer_connect(const ConnectContext& context, const http::Request& request,
                    std::function<void(http::ConnectDecision)> decide);

/// The user name of a Proxy-Authorization header (Basic), decoded, or "laptop".
std::string connecting_as(const http::Request& request);

}  // namespace inland::emulator
