// SPDX-License-Identifier: Apache-2.0
#include "deploy/apply.h"

#include "cli/commands.h"
#include "cli/errands.h"
#include "cli/given_network.h"
#include "cli/nodes.h"
#include "cli/operator_place.h"
#include "cli/proof.h"
#include "cli/report.h"
#include "cli/site.h"
#include "cli/spec_file.h"
#include "cli/way_in.h"
#include "prove/prove.h"
#include "render/plan_text.h"
#include "render/verdicts_text.h"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::cli {

namespace {

/// The exit code with which the proof keeps apply from going on; nothing when it does not.
std::optional<ExitCode> refusal_of(const Invocation& invocation, const DesignedSpec& designed) {
    const auto place = operator_place(invocation);
    if (!place)
        return report(invocation.streams, place.error());
    auto question = designed.question();
    question.operator_place = *place;
    const auto verdicts = prove::prove(question);
    const auto outcome = overall(verdicts);
    const render::Style style(invocation.streams.colour);
    if (outcome != prove::Outcome::Holds || !invocation.has("quiet"))
        invocation.streams.talk(render::verdicts_text(verdicts, style));
    if (outcome == prove::Outcome::Fails && !invocation.has("unproven")) {
        invocation.streams.talk("inland: refused: a flow fails (--unproven goes on all the same)");
        return ExitCode::Failed;
    }
    if (outcome == prove::Outcome::Unknown && !invocation.has("accept-unknown") &&
        !invocation.has("unproven")) {
        invocation.streams.talk(
            "inland: refused: a verdict is unknown (--accept-unknown goes on all the same)");
        return ExitCode::Unknown;
    }
    return std::nullopt;
}

/// Another version of Kubernetes is more than a change of a resource: nodes follow it.
Result<void> check_version(const DesignedSpec& designed, const topology::Topology& observed) {
    const auto& name = designed.spec.name.value;
    const auto* cluster = observed.find<topology::Cluster>("cluster/" + name);
    if (cluster == nullptr || !cluster->version.is_known() ||
        cluster->version.value() == designed.spec.version.value)
        return {};
    return failure(
        ErrorKind::InvalidInput,
        fmt::format("{} runs Kubernetes {} and {} says {}: inland upgrade raises it, "
                    "with its add-ons and nodes",
                    name, cluster->version.value(), designed.path, designed.spec.version.value));
}

/// One run of apply on a designed spec.
class Application {
  public:
    Application(const Invocation& invocation, const DesignedSpec& designed, Session& session,
                const deploy::Site& site)
        : invocation_(invocation), designed_(designed), session_(session), site_(site) {}

    Result<ExitCode> run(const Target& target) {
        const auto observed = TRY(deploy::observe(site_, invocation_.stop));
        TRY_VOID(check_version(designed_, observed.topology));
        const auto errands = TRY(
            SpecErrands::find(invocation_, session_, designed_, target.account, observed.topology));
        const auto plan = deploy::with_errands(deploy::plan_of(site_, designed_.goal(), observed),
                                               errands->errands());
        invocation_.streams.talk(
            render::plan_text(plan, render::Style(invocation_.streams.colour)));
        if (plan.empty() && plan.unfinished.empty())
            return finish(errands->unseen());
        TRY_VOID(errands->check_images());
        invocation_.streams.talk(target.text());
        if (!TRY(confirmed(invocation_, fmt::format("{}?", render::plan_summary(plan)))))
            return ExitCode::Failed;
        std::vector<std::string> not_installed;
        const auto code =
            carry_out(invocation_, [&](deploy::Progress& progress) -> Result<deploy::RunResult> {
                auto result = TRY(deploy::apply(site_, designed_.goal(), errands->errands(),
                                                progress, invocation_.stop));
                not_installed = SpecErrands::take_out_of_reach(result);
                return result;
            });
        for (const auto& what : not_installed)
            invocation_.streams.talk(what);
        return code == ExitCode::Done ? finish(errands->unseen()) : code;
    }

  private:
    /// `unseen`: why nobody knows what is installed in the cluster; "" when it is known.
    Result<ExitCode> finish(const std::string& unseen) {
        if (!unseen.empty())
            invocation_.streams.talk("what is installed in the cluster was not seen: " + unseen);
        if (!invocation_.has("no-wait-nodes"))
            TRY_VOID(wait_until_nodes_are_ready(invocation_, session_, site_.cluster));
        invocation_.streams.talk(fmt::format("{} is as {} says", site_.cluster, designed_.path));
        return ExitCode::Done;
    }

    const Invocation& invocation_;
    const DesignedSpec& designed_;
    Session& session_;
    const deploy::Site& site_;
};

Result<ExitCode> apply(const Invocation& invocation, const DesignedSpec& designed) {
    auto session = TRY(Session::open(invocation, designed.spec.region.value));
    const auto target = TRY(target_of(*session, invocation.stop));
    const auto site = TRY(site_of(invocation, *session, target, designed));
    return Application(invocation, designed, *session, site).run(target);
}

ExitCode run_apply(const Invocation& invocation) {
    const auto designed = load_spec(invocation, invocation.arguments.front());
    if (!designed)
        return ExitCode::BadInput;
    if (const auto refusal = refusal_of(invocation, *designed))
        return *refusal;
    const auto code = apply(invocation, *designed);
    return code ? *code : report(invocation.streams, code.error());
}

}  // namespace

const Command& apply_command() {
    static constexpr std::array options{
        OptionRow{"--unproven", "", "go on although a flow fails"},
        OptionRow{"--accept-unknown", "", "go on although a verdict is unknown"},
        OptionRow{"--network", "FOLDER", network_option_help},
        OptionRow{"--no-stage", "", "do not copy images"},
        OptionRow{"--no-wait-nodes", "", "do not wait until every node is Ready"},
        via_row,
        operator_row,
    };
    static constexpr Command command{"apply",        "prove, plan, ask, and make the changes",
                                     Arguments::One, "FILE",
                                     options,        run_apply};
    return command;
}

}  // namespace inland::cli
