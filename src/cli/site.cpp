// SPDX-License-Identifier: Apache-2.0
#include "cli/site.h"

#include "cli/holder.h"
#include "cli/report.h"
#include "render/progress_lines.h"
#include "render/progress_table.h"
#include "render/text_table.h"

#include <array>
#include <charconv>

#include <fmt/format.h>
#include <unistd.h>

namespace inland::cli {

namespace {

Result<int> parallelism_of(const Invocation& invocation) {
    const auto text = invocation.value_or("parallelism", "10");
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > 100)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("--parallelism {}: a number from 1 to 100", text));
    return number;
}

std::unique_ptr<deploy::Progress> progress_for(const Streams& streams) {
    if (streams.terminal)
        return std::make_unique<render::ProgressTable>(streams.err, render::Style(streams.colour));
    return std::make_unique<render::ProgressLines>(streams.err);
}

ExitCode say_how_it_ended(const Streams& streams, const deploy::RunResult& result) {
    for (const auto& [step, error] : result.failures)
        streams.talk(fmt::format("inland: {}: {}", step.text(), error_text(error)));
    if (result.interrupted) {
        streams.talk("inland: stopped; the same command goes on from here");
        return ExitCode::Interrupted;
    }
    if (!result.succeeded()) {
        streams.talk(fmt::format("inland: {} of {}; the same command goes on from here",
                                 result.done, render::count_of(result.total, "step")));
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

}  // namespace

std::string Target::text() const {
    return fmt::format("account {}, region {}, endpoint {}, as {}", account, region, endpoint,
                       principal);
}

Result<Target> target_of(Session& session, std::stop_token stop) {
    const auto caller = TRY(session.aws().caller_identity(stop));
    const auto endpoint = TRY(session.aws().endpoint("eks"));
    return Target{caller.account, session.region(), endpoint.url, caller.arn};
}

Result<deploy::Site> site_of(const Invocation& invocation, Session& session, const Target& target,
                             const knowledge::Tables& tables, std::string cluster) {
    static SystemClock wall_clock;
    return deploy::Site{.aws = session.aws(),
                        .clock = session.clock(),
                        .wall_clock = wall_clock,
                        .tables = tables,
                        .cluster = std::move(cluster),
                        .account = target.account,
                        .region = target.region,
                        .holder = own_holder_name(),
                        .holder_is_gone = holder_is_gone,
                        .parallelism = TRY(parallelism_of(invocation))};
}

Result<deploy::Site> site_of(const Invocation& invocation, Session& session, const Target& target,
                             const DesignedSpec& designed) {
    auto site =
        TRY(site_of(invocation, session, target, *designed.tables, designed.spec.name.value));
    if (const auto* existing = designed.spec.network.existing())
        site.vpc = existing->vpc_id.value;
    return site;
}

Result<bool> confirmed(const Invocation& invocation, const std::string& question) {
    if (invocation.has("yes"))
        return true;
    if (!invocation.streams.terminal || isatty(STDIN_FILENO) != 1)
        return failure(ErrorKind::InvalidInput,
                       "there is no terminal to ask on: say --yes to go on without being asked");
    fmt::print(invocation.streams.err, "{} Only \"yes\" goes on: ", question);
    std::fflush(invocation.streams.err);
    std::array<char, 16> answer{};
    return std::fgets(answer.data(), answer.size(), stdin) &&
           std::string_view(answer.data()) == "yes\n";
}

ExitCode carry_out(const Invocation& invocation,
                   const std::function<Result<deploy::RunResult>(deploy::Progress&)>& run) {
    auto progress = progress_for(invocation.streams);
    const auto result = run(*progress);
    progress.reset();  // takes a live table off the screen
    return result ? say_how_it_ended(invocation.streams, *result)
                  : report(invocation.streams, result.error());
}

}  // namespace inland::cli
