// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/process.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::testing {

/// How a script ended, or why it cannot run on this machine.
struct ScriptResult {
    std::optional<std::string> missing;
    ProcessResult process;
};

/// Runs a Python script, a path from the top of the sources. A script that lacks a library says so
/// and exits with 77.
ScriptResult run_python(const std::string& script, const std::vector<std::string>& arguments,
                        Variables variables = {},
                        std::chrono::seconds limit = std::chrono::seconds(300));

}  // namespace inland::testing
