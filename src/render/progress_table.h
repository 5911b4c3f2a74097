// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/progress.h"
#include "render/style.h"

#include <chrono>
#include <cstdio>
#include <map>
#include <string>

namespace inland::render {

/// A run on a terminal: what is finished scrolls up, and below it stands a table of what is under
/// way, redrawn in place. The executor's loop only.
class ProgressTable final : public deploy::Progress {
  public:
    ProgressTable(std::FILE* out, Style style) : out_(out), style_(style) {}
    ~ProgressTable() override { erase(); }
    ProgressTable(const ProgressTable&) = delete;
    ProgressTable& operator=(const ProgressTable&) = delete;

    void started(const deploy::Step& step) override;
    void waiting(const deploy::Step& step, std::string_view state) override;
    void done(const deploy::Step& step) override;
    void failed(const deploy::Step& step, const Error& error) override;
    void tick(std::size_t done, std::size_t total) override;

  private:
    using Time = std::chrono::steady_clock::time_point;
    struct Row {
        std::string state;
        Time since;
    };

    Row& row_of(const deploy::Step& step);
    void say(const std::string& line);
    void erase();
    void draw(std::size_t done, std::size_t total);

    std::FILE* out_;
    Style style_;
    std::map<std::string, Row> under_way_;  ///< by resource
    std::size_t drawn_lines_ = 0;
    Time drawn_at_{};
};

}  // namespace inland::render
