// SPDX-License-Identifier: Apache-2.0
#include "cli/attempt.h"
#include "cli/aws_options.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "core/crypto.h"
#include "http/relay.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

Result<void> proxy(const Invocation& invocation) {
    const auto who = TRY(place_named(invocation));
    const auto background = TRY(background_of(invocation));
    const auto relay = TRY(http::Relay::listen(
        {.port = TRY(port_option(invocation, "listen", "0")),
         .proxy_host = "127.0.0.1",
         .proxy_port = static_cast<std::uint16_t>(background.port),
         .proxy_authorization =
             "Basic " + base64(http::percent_encode(who, http::KeepSlash::Yes) + ":")}));
    invocation.streams.data(fmt::format("export HTTPS_PROXY=http://127.0.0.1:{}\n", relay->port()));
    invocation.streams.talk(fmt::format("programs behind it are {}; Ctrl-C ends it", who));
    const std::stop_callback ended(invocation.stop, [&] { relay->stop(); });
    relay->run();
    return {};
}

ExitCode run_proxy(const Invocation& invocation) {
    const auto done = proxy(invocation);
    return done ? ExitCode::Done : report(invocation.streams, done.error());
}

std::span<const OptionRow> proxy_option_rows() {
    static const std::array rows{
        place_option_rows()[0], place_option_rows()[1],
        OptionRow{"--listen", "PORT", "where the proxy listens; default: any that is free"}};
    return rows;
}

}  // namespace

const Command& aws_proxy_command() {
    static const Command command{"aws proxy",         "let real programs act as somebody inside",
                                 Arguments::None,     "",
                                 proxy_option_rows(), run_proxy};
    return command;
}

}  // namespace inland::cli
