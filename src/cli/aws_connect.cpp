// SPDX-License-Identifier: Apache-2.0
#include "cli/attempt.h"
#include "cli/commands.h"

namespace inland::cli {

namespace {

ExitCode run_connect(const Invocation& invocation) {
    return show_attempt(invocation,
                        ask_attempt(invocation, "connect", {"to", invocation.arguments.front()}));
}

}  // namespace

const Command& aws_connect_command() {
    static const Command command{"aws connect",       "say whether somebody inside can connect",
                                 Arguments::One,      "NAME:PORT",
                                 place_option_rows(), run_connect};
    return command;
}

}  // namespace inland::cli
