// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::topology {

/// What stands for an endpoint's own name ("vpce-….vpce.amazonaws.com") before AWS makes it: a
/// record of a planned hosted zone may lead to a planned endpoint.
inline std::string planned_name(std::string_view endpoint_key) {
    return std::string(endpoint_key) + ".vpce.invalid";
}

}  // namespace inland::topology
