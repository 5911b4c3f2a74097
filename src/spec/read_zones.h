// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/context.h"

#include <string_view>

namespace inland::spec {

inline constexpr std::int64_t default_zone_count = 3;

/// `zones: 3`, or a list of names of the Region.
void read_zones(const Node& node, Context& context, PlacedList<std::string>& zones);

/// The Region's first `count` zones that EKS accepts (in the accounts whose zone ids are known).
/// Nothing and no report when the Region is unknown.
void choose_zones(std::int64_t count, const Place& place, Context& context,
                  PlacedList<std::string>& zones);

/// "vpc-0a1b...": the prefix that EC2 gives ids of this type, and hexadecimal digits.
bool expect_id(const PlacedText& id, Context& context, std::string_view prefix);

}  // namespace inland::spec
