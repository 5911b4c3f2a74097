// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "http/client.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> stop(const Invocation& invocation) {
    const auto background = TRY(background_of(invocation));
    const auto client = http::make_client();
    SystemClock clock;
    TRY_VOID(emulator::stop_background(background, *client, clock, invocation.stop));
    invocation.streams.talk(fmt::format("stopped what answered on {}", background.origin()));
    return {};
}

ExitCode run_stop(const Invocation& invocation) {
    const auto done = stop(invocation);
    return done ? ExitCode::Done : report(invocation.streams, done.error());
}

}  // namespace

const Command& aws_stop_command() {
    static const Command command{"aws stop",         "stop the embedded AWS in the background",
                                 Arguments::None,    "",
                                 port_option_rows(), run_stop};
    return command;
}

}  // namespace inland::cli
