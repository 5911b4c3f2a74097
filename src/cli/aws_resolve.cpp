// SPDX-License-Identifier: Apache-2.0
#include "cli/attempt.h"
#include "cli/commands.h"

namespace inland::cli {

namespace {

ExitCode run_resolve(const Invocation& invocation) {
    return show_attempt(invocation,
                        ask_attempt(invocation, "resolve", {"name", invocation.arguments.front()}));
}

}  // namespace

const Command& aws_resolve_command() {
    static const Command command{"aws resolve",       "say what a name means to somebody inside",
                                 Arguments::One,      "NAME",
                                 place_option_rows(), run_resolve};
    return command;
}

}  // namespace inland::cli
