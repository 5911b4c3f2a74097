// SPDX-License-Identifier: Apache-2.0
#include "deploy/plan.h"

#include "cli/commands.h"
#include "cli/errands.h"
#include "cli/given_network.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/site.h"
#include "cli/spec_file.h"
#include "render/plan_text.h"

#include <array>

namespace inland::cli {

namespace {

Result<deploy::Plan> make_plan(const Invocation& invocation, const DesignedSpec& designed) {
    auto session = TRY(Session::open(invocation, designed.spec.region.value));
    const auto target = TRY(target_of(*session, invocation.stop));
    const auto site = TRY(site_of(invocation, *session, target, designed));
    const auto observed = TRY(deploy::observe(site, invocation.stop));
    const auto errands =
        TRY(SpecErrands::find(invocation, *session, designed, target.account, observed.topology));
    if (!errands->unseen().empty())
        invocation.streams.talk("what is installed in the cluster was not seen: " +
                                errands->unseen());
    return deploy::with_errands(deploy::plan_of(site, designed.goal(), observed),
                                errands->errands());
}

ExitCode run_plan(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto designed = load_spec(invocation, invocation.arguments.front());
    if (!designed)
        return ExitCode::BadInput;
    const auto plan = make_plan(invocation, *designed);
    if (!plan)
        return report(invocation.streams, plan.error());
    invocation.streams.data(
        *format == OutputFormat::Json
            ? pretty_json(deploy::plan_json(*plan))
            : render::plan_text(*plan, render::Style(invocation.streams.colour)));
    const bool tells = invocation.has("detailed-exitcode") && !plan->empty();
    return tells ? ExitCode::Changes : ExitCode::Done;
}

}  // namespace

const Command& plan_command() {
    static constexpr std::array options{
        OptionRow{"--network", "FOLDER", network_option_help}, via_row,
        OptionRow{"--detailed-exitcode", "", "exit with 4 when there are changes"}};
    static constexpr Command command{"plan",         "what would change, and why; changes nothing",
                                     Arguments::One, "FILE",
                                     options,        run_plan};
    return command;
}

}  // namespace inland::cli
