// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/session.h"
#include "emulator/server.h"

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> serve(const Invocation& invocation) {
    const auto* tables = TRY(tables_of(invocation));
    auto options = TRY(server_options(invocation));
    const auto speed = options.speed.text();
    const auto server = TRY(emulator::EmulatedAws::create(std::move(options), *tables));
    invocation.streams.data(fmt::format(
        "the embedded AWS, at speed {}, answers on http://127.0.0.1:{}\n", speed, server->port()));
    return server->run(invocation.stop);
}

ExitCode run_serve(const Invocation& invocation) {
    const auto served = serve(invocation);
    return served ? ExitCode::Done : report(invocation.streams, served.error());
}

}  // namespace

const Command& aws_serve_command() {
    static const Command command{"aws serve",          "run the embedded AWS in the foreground",
                                 Arguments::None,      "",
                                 server_option_rows(), run_serve};
    return command;
}

}  // namespace inland::cli
