// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include "render/style.h"
#include "render/text_table.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

ExitCode exit_code_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::InvalidInput:
            return ExitCode::BadInput;
        case ErrorKind::Interrupted:
            return ExitCode::Interrupted;
        default:
            return ExitCode::Failed;
    }
}

std::string error_text(const Error& error) {
    if (error.code.empty() || error.message.find(error.code) != error.message.npos)
        return error.message;
    return fmt::format("{} ({})", error.message, error.code);
}

ExitCode report(const Streams& streams, const Error& error) {
    const render::Style style(streams.colour);
    streams.talk(fmt::format("{} {}", style(render::Tone::Bad, "inland:"), error_text(error)));
    return exit_code_of(error);
}

void report(const Streams& streams, const Diagnostics& diagnostics) {
    for (const auto& diagnostic : diagnostics.sorted())
        streams.talk(diagnostic.text());
    const auto errors =
        std::ranges::count(diagnostics.items(), Severity::Error, &Diagnostic::severity);
    if (errors > 0)
        streams.talk(fmt::format("inland: {}; nothing was changed",
                                 render::count_of(static_cast<std::size_t>(errors), "error")));
}

}  // namespace inland::cli
