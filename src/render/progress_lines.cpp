// SPDX-License-Identifier: Apache-2.0
#include "render/progress_lines.h"

#include "render/step_text.h"

#include <fmt/format.h>

namespace inland::render {

namespace {

constexpr auto heartbeat = std::chrono::seconds(10);

}  // namespace

void ProgressLines::say(const std::string& line) {
    fmt::print(out_, "{}\n", line);
    std::fflush(out_);
    said_ = std::chrono::steady_clock::now();
}

void ProgressLines::started(const deploy::Step&) {}

void ProgressLines::waiting(const deploy::Step& step, std::string_view state) {
    auto& known = states_[step.resource];
    if (known == state)
        return;
    known = state;
    say(fmt::format("{}: {}", step.resource, state));
}

void ProgressLines::done(const deploy::Step& step) {
    if (const auto word = completion_word(step); !word.empty())
        say(fmt::format("{}: {}", step.resource, word));
}

void ProgressLines::failed(const deploy::Step& step, const Error& error) {
    say(fmt::format("{}: failed to {}: {}", step.resource, deploy::phase_name(step.phase),
                    error.message));
}

void ProgressLines::tick(std::size_t done, std::size_t total) {
    if (std::chrono::steady_clock::now() - said_ >= heartbeat)
        say(fmt::format("{} of {} steps done", done, total));
}

}  // namespace inland::render
