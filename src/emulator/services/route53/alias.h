// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <string>

namespace inland::emulator::route53 {

/// What is wrong with an alias of a zone that holds `sets` (the batch applied), in Route 53's
/// words, or "": it leads to another set of the zone, to an endpoint, or to another AWS resource.
std::string alias_problem(const Call& call, const std::string& zone_id, const json::array& sets,
                          const json::object& set);

}  // namespace inland::emulator::route53
