// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "emulator/background.h"
#include "emulator/server.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace inland::cli {

/// What `aws serve` and `aws start` take.
std::span<const OptionRow> server_option_rows();
/// What the commands that look for a running one take.
std::span<const OptionRow> port_option_rows();

/// --port, --speed, --state and --no-verify; InvalidInput names the flag that makes no sense.
Result<emulator::EmulatedAwsOptions> server_options(const Invocation& invocation);

/// The TCP port that the option `name` gives; InvalidInput when it is none.
Result<std::uint16_t> port_option(const Invocation& invocation, std::string_view name,
                                  std::string_view fallback);

/// The background server that --port names.
Result<emulator::Background> background_of(const Invocation& invocation);

}  // namespace inland::cli
