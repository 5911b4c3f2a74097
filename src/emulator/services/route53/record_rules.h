// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::route53 {

/// What is wrong with the form of one change, in Route 53's words, or "": these make the whole call
/// InvalidInput.
std::string form_problem(const json::object& change);

/// What is wrong with a canonical set by itself: its name, values, routing. These make the batch an
/// InvalidChangeBatch.
std::vector<std::string> set_problems(const json::object& set, std::string_view zone);

/// What is wrong with the sets of one name once a batch is applied: a CNAME beside others, sets of
/// different routing policies.
std::vector<std::string> company_problems(const json::array& sets, const std::string& name,
                                          std::string_view zone);

}  // namespace inland::emulator::route53
