// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

namespace inland::sources::live {

/// Adds the classic load balancers whose interfaces have been read: their own API is not asked, and
/// what only that knows (listeners, targets) is unknown. An interface of one is described as "ELB
/// NAME" (Elastic Load Balancing, "Security groups for your Classic Load Balancer"); those of
/// others have a path behind the word.
void add_classic_load_balancers(Reading& reading);

}  // namespace inland::sources::live
