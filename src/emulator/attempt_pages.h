// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "http/message.h"

namespace inland::emulator {

/// GET /_inland/resolve?from=WHO&name=HOST and /_inland/connect?from=WHO&to=HOST:PORT: what
/// somebody in the emulated world would get (cluster/attempt.h), as JSON; 400 when a parameter is
/// missing or makes no sense. Change nothing. I/O thread only.
http::Response resolve_page(World& world, const http::Request& request);
http::Response connect_page(World& world, const http::Request& request);

}  // namespace inland::emulator
