// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "http/client.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> env(const Invocation& invocation) {
    const auto background = TRY(background_of(invocation));
    invocation.streams.data(emulator::environment_exports(background, {}));
    return {};
}

ExitCode run_env(const Invocation& invocation) {
    const auto done = env(invocation);
    return done ? ExitCode::Done : report(invocation.streams, done.error());
}

}  // namespace

const Command& aws_env_command() {
    static const Command command{
        "aws env",          "print the exports that point a shell at the embedded AWS",
        Arguments::None,    "",
        port_option_rows(), run_env};
    return command;
}

}  // namespace inland::cli
