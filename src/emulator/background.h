// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "emulator/authentication.h"
#include "http/client.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace inland::emulator {

/// An emulator that runs in the background: `inland aws start|stop|status|reset`. Each port has its
/// own pid file and log in the folder.
struct Background {
    std::filesystem::path folder;
    int port = 4566;

    [[nodiscard]] std::filesystem::path pid_file() const;
    [[nodiscard]] std::filesystem::path log_file() const;
    [[nodiscard]] std::string origin() const;
};

struct BackgroundStatus {
    pid_t pid = 0;
    json::value health;  ///< as GET /_inland/health answers
};

/// "$XDG_STATE_HOME/inland", else "~/.local/state/inland".
std::filesystem::path background_folder(
    const std::function<std::optional<std::string>(const std::string&)>& environment);

/// Starts `command` (the program, then its arguments) detached from the terminal, its output in the
/// log, and waits until its health page answers. AlreadyExists: one runs on that port; Failed: it
/// ended at once, with the log's last lines.
Result<BackgroundStatus> start_background(const Background& background,
                                          const std::vector<std::string>& command,
                                          http::Client& client, Clock& clock, std::stop_token stop);

/// What runs on the port, whoever started it, or nothing.
std::optional<BackgroundStatus> background_status(const Background& background,
                                                  http::Client& client, std::stop_token stop);

/// Asks it to end and waits until it has. NotFound: none that was started here runs.
Result<void> stop_background(const Background& background, http::Client& client, Clock& clock,
                             std::stop_token stop);

/// Empties the one that runs on the port.
Result<void> reset_background(const Background& background, http::Client& client,
                              std::stop_token stop);

/// The shell commands that point AWS's clients at it: what `inland aws env` prints.
std::string environment_exports(const Background& background, const HomeAccount& home);

}  // namespace inland::emulator
