// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/site.h"
#include "cli/spec_file.h"
#include "deploy/apply.h"
#include "deploy/controllers_work.h"
#include "deploy/remains.h"
#include "render/plan_text.h"

#include <filesystem>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// What the argument names: a spec's cluster, or a cluster by its name.
struct Doomed {
    std::string cluster;
    std::string region;  ///< "" leaves it to AWS's own settings
};

std::optional<Doomed> doomed_of(const Invocation& invocation) {
    const auto& argument = invocation.arguments.front();
    if (!std::filesystem::exists(argument) && !argument.ends_with(".yaml") &&
        !argument.ends_with(".yml"))
        return Doomed{argument, ""};
    const auto spec = read_spec(invocation, argument);
    if (!spec)
        return std::nullopt;
    return Doomed{spec->name.value, spec->region.value};
}

/// What AWS keeps for a while and nobody can remove sooner.
void say_what_stays(const Streams& streams, const std::vector<std::string>& remains) {
    for (const auto& line : remains)
        streams.talk(line);
}

/// What goes first, though no plan of ours made it.
void say_what_controllers_made(const Streams& streams, const deploy::ControllersWork& work) {
    for (const auto& line : work.lines())
        streams.talk(fmt::format("- {} (made by a controller in the cluster)", line));
}

Result<ExitCode> destroy(const Invocation& invocation, const Doomed& doomed) {
    const auto* tables = TRY(tables_of(invocation));
    auto session = TRY(Session::open(invocation, doomed.region));
    const auto target = TRY(target_of(*session, invocation.stop));
    const auto site = TRY(site_of(invocation, *session, target, *tables, doomed.cluster));
    const auto observed = TRY(deploy::observe(site, invocation.stop));
    const auto plan = deploy::destroy_plan_of(site, observed);
    const auto work = TRY(deploy::controllers_work(site, invocation.stop));
    say_what_controllers_made(invocation.streams, work);
    invocation.streams.talk(render::plan_text(plan, render::Style(invocation.streams.colour)));
    if (!plan.empty() || !work.empty()) {
        invocation.streams.talk(target.text());
        if (!TRY(confirmed(invocation, fmt::format("destroy {}?", site.cluster))))
            return ExitCode::Failed;
        const auto code = carry_out(invocation, [&](deploy::Progress& progress) {
            return deploy::destroy(site, progress, invocation.stop);
        });
        if (code != ExitCode::Done)
            return code;
    }
    say_what_stays(invocation.streams,
                   TRY(deploy::prove_nothing_is_left(site, observed.topology, invocation.stop)));
    invocation.streams.talk(fmt::format("nothing else of {} is left", site.cluster));
    return ExitCode::Done;
}

ExitCode run_destroy(const Invocation& invocation) {
    const auto doomed = doomed_of(invocation);
    if (!doomed)
        return ExitCode::BadInput;
    const auto code = destroy(invocation, *doomed);
    return code ? *code : report(invocation.streams, code.error());
}

}  // namespace

const Command& destroy_command() {
    static constexpr Command command{"destroy",
                                     "remove exactly what carries the cluster's tags",
                                     Arguments::One,
                                     "FILE|NAME",
                                     {},
                                     run_destroy};
    return command;
}

}  // namespace inland::cli
