// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peers/agreement.h"
#include "tests/peers/aws_calls.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::testing {

/// What `inland COMMAND... -o json` says; null, and the test fails, when it is no JSON.
json::value inland_json(const EmbeddedAwsProcess& aws, std::vector<std::string> command);

/// The machine that Auto Scaling starts in the place of one of a group's, as soon as it has come as
/// far as it comes; nothing when there is none in a hundred looks.
std::optional<BootedMachine> next_machine(const EmbeddedAwsProcess& aws, AwsCalls& calls,
                                          const std::string& cluster, std::string_view group);

}  // namespace inland::testing
