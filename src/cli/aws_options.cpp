// SPDX-License-Identifier: Apache-2.0
#include "cli/aws_options.h"

#include "aws/environment.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::cli {

namespace {

constexpr std::string_view default_port = "4566";
constexpr OptionRow port_row{"--port", "PORT", "where it listens; 0: any that is free"};

}  // namespace

Result<std::uint16_t> port_option(const Invocation& invocation, std::string_view name,
                                  std::string_view fallback) {
    const auto text = invocation.value_or(name, fallback);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size())
        return failure(ErrorKind::InvalidInput, fmt::format("--{} {}: not a port", name, text));
    return port;
}

std::span<const OptionRow> server_option_rows() {
    static constexpr std::array rows{
        port_row,
        OptionRow{"--speed", "N", "how many times faster than AWS, or instant; default 1"},
        OptionRow{"--state", "DIR", "where what was answered is kept; default: in memory only"},
        OptionRow{"--no-verify", "", "accept requests that are not signed"},
    };
    return rows;
}

std::span<const OptionRow> port_option_rows() {
    static constexpr std::array rows{port_row};
    return rows;
}

Result<emulator::EmulatedAwsOptions> server_options(const Invocation& invocation) {
    emulator::EmulatedAwsOptions options;
    options.port = TRY(port_option(invocation, "port", default_port));
    options.speed = TRY(emulator::Speed::parse(invocation.value_or("speed", "1")));
    if (const auto state = invocation.value("state"))
        options.state = *state;
    if (invocation.has("no-verify"))
        options.signatures = emulator::Signatures::Believed;
    return options;
}

Result<emulator::Background> background_of(const Invocation& invocation) {
    const auto folder = emulator::background_folder(
        [](const std::string& name) { return aws::process_environment().variable(name); });
    return emulator::Background{folder, TRY(port_option(invocation, "port", default_port))};
}

}  // namespace inland::cli
