// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

namespace inland::sources::live {

/// Whether a route that was read leads to such a target. What no route leads to is not read: most
/// accounts that hold a cluster have no transit gateways, and not everybody may describe them.
bool leads_to(const Reading& reading, topology::RouteTarget target);

}  // namespace inland::sources::live
