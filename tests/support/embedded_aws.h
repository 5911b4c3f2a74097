// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/process.h"

#include <memory>
#include <string>
#include <vector>

namespace inland::testing {

/// The real binary's embedded AWS in a process of its own, with a state folder that outlives a
/// kill, and what tests do with it. Time is "instant" unless a speed is given.
class EmbeddedAwsProcess {
  public:
    explicit EmbeddedAwsProcess(std::string speed = "instant");

    /// Kills the server with SIGKILL.
    void kill() { server_->kill(); }
    /// Starts it again on the same state and the same port.
    void restart();
    /// The same with other knowledge: as if AWS had gone on meanwhile.
    void restart_with(const std::string& knowledge);

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
    /// Points AWS's clients, kubectl and Inland here.
    [[nodiscard]] Variables variables() const;
    /// Runs the inland binary with those variables.
    [[nodiscard]] ProcessResult inland(
        std::vector<std::string> arguments,
        std::chrono::seconds limit = std::chrono::seconds(120)) const;
    /// Any other program with those variables.
    [[nodiscard]] ProcessResult run(const std::vector<std::string>& command) const;
    /// Writes a file into the folder and returns its path.
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;

  private:
    void serve(const std::string& port);

    TemporaryFolder folder_;
    std::string speed_;
    std::vector<std::string> more_arguments_;
    std::string port_ = "0";
    std::unique_ptr<BackgroundProcess> server_;
};

/// The text of examples/private.yaml, with `from` replaced by `to` when given.
std::string example_spec(const std::string& from = {}, const std::string& to = {});

}  // namespace inland::testing
