// SPDX-License-Identifier: Apache-2.0
#include "cli/intents_file.h"

#include "cli/report.h"
#include "intents/parse.h"

namespace inland::cli {

std::expected<std::optional<intents::Intents>, ExitCode> intents_of(const Invocation& invocation) {
    const auto path = invocation.value("intents");
    if (!path)
        return std::nullopt;
    Diagnostics diagnostics;
    auto intents = intents::load_file(*path, diagnostics);
    report(invocation.streams, diagnostics);
    if (!intents)
        return std::unexpected(ExitCode::BadInput);
    return intents;
}

}  // namespace inland::cli
