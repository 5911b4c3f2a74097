// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "intents/intents.h"

#include <expected>
#include <optional>

namespace inland::cli {

/// The intents of the file that `--intents` names; nothing when there is none. Mistakes have been
/// reported, all of them; the exit code is BadInput.
std::expected<std::optional<intents::Intents>, ExitCode> intents_of(const Invocation& invocation);

}  // namespace inland::cli
