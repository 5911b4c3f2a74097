// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "http/client.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> reset(const Invocation& invocation) {
    const auto background = TRY(background_of(invocation));
    const auto client = http::make_client();
    TRY_VOID(emulator::reset_background(background, *client, invocation.stop));
    invocation.streams.talk(fmt::format("{} is empty", background.origin()));
    return {};
}

ExitCode run_reset(const Invocation& invocation) {
    const auto done = reset(invocation);
    return done ? ExitCode::Done : report(invocation.streams, done.error());
}

}  // namespace

const Command& aws_reset_command() {
    static const Command command{"aws reset", "empty the embedded AWS", Arguments::None,
                                 "",          port_option_rows(),       run_reset};
    return command;
}

}  // namespace inland::cli
