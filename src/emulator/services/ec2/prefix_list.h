// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string_view>

/// Managed prefix lists: AWS's own of gateway services, and customers'.
namespace inland::emulator {

/// AWS's own lists in the call's Region, as DescribePrefixLists shows them.
json::array aws_prefix_lists(const Call& call);
/// Whether there is a list of that id; InvalidPrefixListID.NotFound.
Result<void> check_prefix_list(const Call& call, std::string_view id);

}  // namespace inland::emulator
