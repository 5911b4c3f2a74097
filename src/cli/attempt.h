// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/json.h"
#include "core/result.h"
#include "emulator/background.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace inland::cli {

/// What the commands take that act as somebody in the emulated world.
std::span<const OptionRow> place_option_rows();

/// Who --from says; InvalidInput, with who there may be, when it says nothing.
Result<std::string> place_named(const Invocation& invocation);

/// Asks the embedded AWS on --port what --from would get: `page` is "resolve" or "connect",
/// `target` its parameter and value. NotFound: nothing answers there.
Result<json::value> ask_attempt(const Invocation& invocation, std::string_view page,
                                const std::pair<std::string, std::string>& target);

/// Prints what happened, step by step and the end last (or the JSON); Failed unless it ended well.
ExitCode show_attempt(const Invocation& invocation, const Result<json::value>& attempt);

}  // namespace inland::cli
