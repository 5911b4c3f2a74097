// SPDX-License-Identifier: Apache-2.0
#include "render/progress_table.h"

#include "render/step_text.h"
#include "render/text_table.h"

#include <vector>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace inland::render {

namespace {

constexpr auto redraw_every = std::chrono::milliseconds(200);

/// The terminal's size; lines that wrapped could not be erased again.
struct Size {
    std::size_t columns = 80;
    std::size_t rows = 24;
};

Size terminal_size(std::FILE* out) {
    winsize size{};
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

std::string elapsed(std::chrono::steady_clock::duration duration) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    return seconds < 60 ? fmt::format("{}s", seconds)
                        : fmt::format("{}m{:02}s", seconds / 60, seconds % 60);
}

std::string cut(std::string line, std::size_t columns) {
    if (line.size() >= columns)
        line.resize(columns - 1);
    return line;
}

}  // namespace

ProgressTable::Row& ProgressTable::row_of(const deploy::Step& step) {
    return under_way_.try_emplace(step.resource, Row{"", std::chrono::steady_clock::now()})
        .first->second;
}

void ProgressTable::started(const deploy::Step& step) {
    row_of(step).state = deploy::phase_name(step.phase);
}

void ProgressTable::waiting(const deploy::Step& step, std::string_view state) {
    row_of(step).state = state;
}

void ProgressTable::done(const deploy::Step& step) {
    const auto word = completion_word(step);
    if (word.empty())
        return;
    const auto took = std::chrono::steady_clock::now() - row_of(step).since;
    under_way_.erase(step.resource);
    say(fmt::format("{} {} {}", style_(Tone::Good, word), step.resource,
                    style_(Tone::Faint, elapsed(took))));
}

void ProgressTable::failed(const deploy::Step& step, const Error& error) {
    under_way_.erase(step.resource);
    say(fmt::format("{} {}: {}", style_(Tone::Bad, "failed"), step.resource, error.message));
}

void ProgressTable::tick(std::size_t done, std::size_t total) {
    if (std::chrono::steady_clock::now() - drawn_at_ >= redraw_every)
        draw(done, total);
}

void ProgressTable::say(const std::string& line) {
    erase();
    fmt::print(out_, "{}\n", line);
    std::fflush(out_);
}

void ProgressTable::erase() {
    // Up one line and clear it, for each line that stands (ECMA-48: CUU, EL).
    for (; drawn_lines_ > 0; --drawn_lines_)
        fmt::print(out_, "\x1b[1A\x1b[2K");
}

void ProgressTable::draw(std::size_t done, std::size_t total) {
    erase();
    const auto size = terminal_size(out_);
    const auto now = std::chrono::steady_clock::now();
    const auto room = size.rows > 3 ? size.rows - 3 : 1;
    for (const auto& [resource, row] : under_way_) {
        if (drawn_lines_ >= room)
            break;
        fmt::print(
            out_, "{}\n",
            cut(fmt::format("  {:40} {:24} {}", resource, row.state, elapsed(now - row.since)),
                size.columns));
        ++drawn_lines_;
    }
    fmt::print(out_, "{} of {} steps\n", done, total);
    ++drawn_lines_;
    drawn_at_ = now;
    std::fflush(out_);
}

}  // namespace inland::render
