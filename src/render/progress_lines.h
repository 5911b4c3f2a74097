// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/progress.h"

#include <cstdio>
#include <map>
#include <string>

namespace inland::render {

/// A run where there is no terminal: one line an event, and one every ten seconds of the wall clock
/// while nothing happens, so that pipelines see it live. The executor's loop only.
class ProgressLines final : public deploy::Progress {
  public:
    explicit ProgressLines(std::FILE* out) : out_(out) {}

    void started(const deploy::Step& step) override;
    void waiting(const deploy::Step& step, std::string_view state) override;
    void done(const deploy::Step& step) override;
    void failed(const deploy::Step& step, const Error& error) override;
    void tick(std::size_t done, std::size_t total) override;

  private:
    void say(const std::string& line);

    std::FILE* out_;
    std::map<std::string, std::string, std::less<>>
        states_;  ///< resource → what it was last said to be
    std::chrono::steady_clock::time_point said_ = std::chrono::steady_clock::now();
};

}  // namespace inland::render
