// SPDX-License-Identifier: Apache-2.0
#include "cli/attempt.h"

#include "cli/aws_options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "http/client.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

bool ended_well(const json::value& attempt) {
    const auto end = string_or_empty(attempt, "end");
    return end == "resolved" || end == "connected";
}

std::string attempt_text(const json::value& attempt) {
    std::string text;
    for (const auto& step : find_array(attempt, "steps"))
        text += fmt::format("  {}\n", std::string_view(step.as_string()));
    return text + string_or_empty(attempt, "detail") + "\n";
}

}  // namespace

std::span<const OptionRow> place_option_rows() {
    static const std::array rows{
        OptionRow{"--from", "WHO",
                  "an address on a connected network, node/NAME, pod/NAMESPACE/NAME or laptop"},
        port_option_rows().front(),
    };
    return rows;
}

Result<std::string> place_named(const Invocation& invocation) {
    if (const auto who = invocation.value("from"))
        return *who;
    return failure(ErrorKind::InvalidInput,
                   "--from says who asks: an address on a connected network, node/NAME, "
                   "pod/NAMESPACE/NAME or laptop");
}

Result<json::value> ask_attempt(const Invocation& invocation, std::string_view page,
                                const std::pair<std::string, std::string>& target) {
    const auto who = TRY(place_named(invocation));
    const auto background = TRY(background_of(invocation));
    const auto client = http::make_client();
    const auto answer = client->send(
        {.origin = background.origin(),
         .target = fmt::format("/_inland/{}?from={}&{}={}", page, http::percent_encode(who),
                               target.first, http::percent_encode(target.second))},
        invocation.stop);
    if (!answer)
        return failure(ErrorKind::NotFound,
                       fmt::format("nothing answers on {}", background.origin()));
    auto document = TRY(parse_json(answer->body));
    if (answer->status != 200)
        return failure(ErrorKind::InvalidInput, string_or_empty(document, "error"));
    return document;
}

ExitCode show_attempt(const Invocation& invocation, const Result<json::value>& attempt) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    if (!attempt)
        return report(invocation.streams, attempt.error());
    invocation.streams.data(*format == OutputFormat::Json ? pretty_json(*attempt)
                                                          : attempt_text(*attempt));
    return ended_well(*attempt) ? ExitCode::Done : ExitCode::Failed;
}

}  // namespace inland::cli
