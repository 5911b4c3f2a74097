// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/console.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::machine {

namespace {

/// EC2 keeps the last 64 KB (GetConsoleOutput, EC2 API Reference).
constexpr std::size_t kept_bytes = std::size_t{64} * 1024;

const std::array<std::string, 3> first_lines{
    "Linux version 6.12 (mockbuild@ip) #1 SMP PREEMPT_DYNAMIC",
    "systemd[1]: Detected virtualization amazon.", "ci-info: Cloud-init v. 22.2.2 running 'init'"};

double seconds_since_boot(const World& world, const json::object& instance) {
    const auto launched =
        find_int(instance, "_launched_at").value_or(world.now().time_since_epoch().count());
    return static_cast<double>(world.now().time_since_epoch().count() - launched) / 1000;
}

void keep_the_last(std::string& text) {
    if (text.size() <= kept_bytes)
        return;
    const auto newline = text.find('\n', text.size() - kept_bytes);
    text.erase(0, newline == text.npos ? text.size() - kept_bytes : newline + 1);
}

}  // namespace

void start_console(World& world, const RecordKey& instance) {
    print(world, instance, first_lines, {});
}

void print(World& world, const RecordKey& instance, std::span<const std::string> lines,
           const knowledge::Placeholders& values) {
    const auto* record = world.store().find(instance);
    if (record == nullptr || lines.empty())
        return;
    auto console = string_or_empty(*record, "_console");
    const auto seconds = seconds_since_boot(world, *record);
    for (const auto& line : lines)
        console += fmt::format("[{:12.6f}] {}\n", seconds, knowledge::expand(line, values));
    keep_the_last(console);
    world.store().update(instance, [&](json::object& document) { document["_console"] = console; });
}

}  // namespace inland::emulator::machine
