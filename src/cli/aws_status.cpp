// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "http/client.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> status(const Invocation& invocation) {
    const auto background = TRY(background_of(invocation));
    const auto client = http::make_client();
    const auto found = emulator::background_status(background, *client, invocation.stop);
    if (!found)
        return failure(ErrorKind::NotFound,
                       fmt::format("nothing answers on {}", background.origin()));
    invocation.streams.data(pretty_json(found->health));
    return {};
}

ExitCode run_status(const Invocation& invocation) {
    const auto done = status(invocation);
    return done ? ExitCode::Done : report(invocation.streams, done.error());
}

}  // namespace

const Command& aws_status_command() {
    static const Command command{"aws status",       "say whether the embedded AWS runs, and how",
                                 Arguments::None,    "",
                                 port_option_rows(), run_status};
    return command;
}

}  // namespace inland::cli
