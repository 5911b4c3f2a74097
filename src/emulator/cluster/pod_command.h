// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <vector>

namespace inland::emulator {

/// What a container prints whose command calls the AWS CLI (`aws sts get-caller-identity`, also
/// within a shell's script; options are not read): the answer, or the error in the CLI's words.
/// Empty for other commands. Carries the call out, as of now.
std::vector<std::string> output_of_command(World& world, const RecordKey& cluster,
                                           const json::object& pod, const json::object& container);

}  // namespace inland::emulator
