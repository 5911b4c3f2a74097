// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/clock.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// By this header a tunnel says through which VPC endpoint its requests come. Whoever else sends it
/// may do less by it, never more.
inline constexpr std::string_view endpoint_header = "x-inland-vpc-endpoint";

/// Whether the policy of the VPC endpoint ("vpce-…") that a call came through lets it pass; "" is
/// none. Calls that are not signed have no principal there. The error is the service's own.
Result<void> pass_endpoint(const Call& call, const aws::Service& service,
                           const std::string& endpoint, TimePoint wall_now);

}  // namespace inland::emulator
