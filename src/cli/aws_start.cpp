// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/own_path.h"
#include "cli/report.h"
#include "http/client.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// The command line of the server that is to run: this binary with the same options.
std::vector<std::string> serve_command(const Invocation& invocation) {
    std::vector<std::string> command{own_path(), "aws", "serve"};
    for (const std::string_view name : {"port", "speed", "state", "knowledge"})
        if (const auto value = invocation.value(name)) {
            command.push_back("--" + std::string(name));
            command.push_back(*value);
        }
    if (invocation.has("no-verify"))
        command.emplace_back("--no-verify");
    return command;
}

Result<void> start(const Invocation& invocation) {
    TRY(server_options(invocation));  // mistakes are better said here than in a log
    const auto background = TRY(background_of(invocation));
    if (background.port == 0)
        return failure(ErrorKind::InvalidInput,
                       "--port 0: one in the background needs a port that others can name");
    const auto client = http::make_client();
    SystemClock clock;
    const auto status = TRY(emulator::start_background(background, serve_command(invocation),
                                                       *client, clock, invocation.stop));
    invocation.streams.talk(fmt::format("the embedded AWS answers on {} (process {}, log {})",
                                        background.origin(), status.pid,
                                        background.log_file().string()));
    return {};
}

ExitCode run_start(const Invocation& invocation) {
    const auto started = start(invocation);
    return started ? ExitCode::Done : report(invocation.streams, started.error());
}

}  // namespace

const Command& aws_start_command() {
    static const Command command{"aws start",          "run the embedded AWS in the background",
                                 Arguments::None,      "",
                                 server_option_rows(), run_start};
    return command;
}

}  // namespace inland::cli
