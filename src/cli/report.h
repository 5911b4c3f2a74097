// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/diagnostic.h"
#include "core/result.h"

#include <string>

namespace inland::cli {

/// The exit code that an error means (CONTRACT.md).
ExitCode exit_code_of(const Error& error);

/// The message with AWS's own code where it has one: "… (SignatureDoesNotMatch)".
std::string error_text(const Error& error);

/// "inland: <message>" on stderr; returns the error's exit code.
ExitCode report(const Streams& streams, const Error& error);

/// Every diagnostic on a line of its own, sorted, with a closing count when there are errors.
void report(const Streams& streams, const Diagnostics& diagnostics);

}  // namespace inland::cli
