// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/report.h"
#include "emulator/coverage_page.h"

#include <array>

namespace inland::cli {

namespace {

Result<void> operations(const Invocation& invocation) {
    const auto format = TRY(output_format(invocation));
    invocation.streams.data(format == OutputFormat::Json ? pretty_json(emulator::coverage_rows())
                                                         : emulator::coverage_page());
    return {};
}

ExitCode run_operations(const Invocation& invocation) {
    const auto done = operations(invocation);
    return done ? ExitCode::Done : report(invocation.streams, done.error());
}

}  // namespace

const Command& aws_operations_command() {
    static const Command command{
        "aws operations",
        "list the operations of the embedded AWS, and how well it does them",
        Arguments::None,
        "",
        {},
        run_operations};
    return command;
}

}  // namespace inland::cli
