// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/temporary_folder.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace inland::testing {

using Variables = std::map<std::string, std::string>;

/// How a program ended and what it said; a signal counts as 128 + its number, a time-out as 124.
struct ProcessResult {
    int exit_code = -1;
    std::string out;
    std::string err;
};

/// A program with only the given variables (and PATH, HOME=/nonexistent), without standard input.
ProcessResult run_process(const std::vector<std::string>& command, const Variables& variables,
                          std::chrono::seconds limit = std::chrono::seconds(120));

/// The same for a command of the shell; what it says as an error stands in `out` too.
ProcessResult run_shell(const std::string& command,
                        std::chrono::seconds limit = std::chrono::seconds(120));

/// A program that runs until it is killed; its output goes to a file. Killed by the destructor.
class BackgroundProcess {
  public:
    BackgroundProcess(const std::vector<std::string>& command, const Variables& variables,
                      std::filesystem::path output);
    BackgroundProcess(const BackgroundProcess&) = delete;
    BackgroundProcess& operator=(const BackgroundProcess&) = delete;
    ~BackgroundProcess();

    void signal(int number) const;
    /// Kills it with SIGKILL and waits for its end.
    void kill();
    /// Waits for its end, at most `limit`; nothing when it still runs then.
    std::optional<int> wait(std::chrono::seconds limit) { return wait_for(limit); }
    std::optional<int> wait_for(std::chrono::milliseconds limit);
    /// The first line of its output that holds `text`, waiting for it; nothing when it ended first.
    [[nodiscard]] std::optional<std::string> line_with(const std::string& text) const;
    [[nodiscard]] std::string output() const;

  private:
    pid_t pid_ = -1;
    std::filesystem::path output_;
};

/// The program on PATH, if there is one.
std::optional<std::string> find_program(const std::string& name);

}  // namespace inland::testing
