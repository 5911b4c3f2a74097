// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

namespace inland::sources::live {

/// Adds the classic load balancers of the networks that are read, of which an API of their own
/// tells (Elastic Load Balancing, version 2012-06-01). Of those that only their interfaces show,
/// because the caller may not ask, say, listeners and targets are unknown. An interface of one is
/// described as "ELB NAME" (Elastic Load Balancing, "Security groups for your Classic Load
/// Balancer"); those of others have a path behind the word.
Result<void> add_classic_load_balancers(Reading& reading);

}  // namespace inland::sources::live
