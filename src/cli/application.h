// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace inland::cli {

/// Parses the command line, runs the command and returns the process's exit code. Ctrl-C asks the
/// command to stop in an orderly way; a second one ends the process at once.
int run(int argument_count, const char* const* arguments);

}  // namespace inland::cli
