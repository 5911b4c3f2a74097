// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/errands.h"
#include "cli/given_network.h"
#include "cli/managed_update.h"
#include "cli/nodes.h"
#include "cli/operator_place.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/self_managed_roll.h"
#include "cli/site.h"
#include "cli/upgrade_checks.h"
#include "cli/upgrade_facts.h"
#include "cli/way_in.h"
#include "deploy/lease.h"
#include "render/readiness_text.h"
#include "upgrade/group_roll.h"
#include "upgrade/readiness.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using upgrade::Minor;
using upgrade::Standing;

/// The tag of a group whose machines are being replaced keeps its larger bounds from being undone.
void keep_sizes_of_rolls(deploy::Goal& goal, const topology::Topology& observed) {
    for (auto& [key, group] : goal.topology.all<topology::AutoScalingGroup>()) {
        const auto* there = observed.find<topology::AutoScalingGroup>(key);
        if (there != nullptr && there->tags.contains(upgrade::sizes_tag))
            group.maximum = there->maximum;
    }
}

/// One run of upgrade on a designed spec.
class Upgrade {
  public:
    Upgrade(const Invocation& invocation, const DesignedSpec& designed, Session& session,
            const deploy::Site& site)
        : invocation_(invocation),
          designed_(designed),
          session_(session),
          site_(site),
          kubernetes_(invocation, session, site.cluster) {}

    Result<ExitCode> run(const Target& target) {
        const auto observed = TRY(deploy::observe(site_, invocation_.stop));
        const auto report = TRY(look(observed.topology));
        TRY_VOID(show(report));
        if (const auto refusal = refusal_of(report))
            return *refusal;
        invocation_.streams.talk(target.text());
        if (!TRY(confirmed(invocation_, question_of(report))))
            return ExitCode::Failed;
        for (const auto minor : stages_of(report))
            if (const auto code = TRY(stage(minor)); code != ExitCode::Done)
                return code;
        TRY_VOID(wait_until_nodes_are_ready(invocation_, session_, site_.cluster));
        invocation_.streams.talk(
            fmt::format("{} is at {}, and so are its nodes", site_.cluster, report.to.text()));
        return ExitCode::Done;
    }

  private:
    [[nodiscard]] bool only_nodes() const { return invocation_.has("nodes"); }

    Result<upgrade::Report> look(const topology::Topology& observed) {
        upgrade::Findings findings;
        auto facts =
            TRY(upgrade_facts(invocation_, session_, designed_, observed, kubernetes_, findings));
        if (only_nodes())
            facts.target = facts.current;
        auto minors = upgrade::path_of(facts);
        if (minors.empty() && facts.target == facts.current)
            minors.push_back(facts.current);
        for (const auto minor : minors)
            std::ranges::move(
                TRY(check_version(invocation_, session_, at_minor(invocation_, designed_, minor),
                                  site_.account, observed)),
                std::back_inserter(findings));
        return upgrade::readiness(facts, std::move(findings));
    }

    Result<void> show(const upgrade::Report& report) {
        const auto& streams = invocation_.streams;
        if (TRY(output_format(invocation_)) == OutputFormat::Json)
            streams.data(pretty_json(upgrade::readiness_json(report)));
        else if (invocation_.has("check"))
            streams.data(render::readiness_text(report, render::Style(streams.colour)));
        else
            streams.talk(render::readiness_text(report, render::Style(streams.colour)));
        return {};
    }

    /// The exit code where the upgrade does not go on; nothing where it does.
    [[nodiscard]] std::optional<ExitCode> refusal_of(const upgrade::Report& report) const {
        const auto standing = report.standing();
        const bool checks_only = invocation_.has("check");
        if (standing == Standing::Blocks) {
            if (!checks_only)
                invocation_.streams.talk("inland: refused: it would not come through");
            return ExitCode::Failed;
        }
        if (standing == Standing::Unknown && !invocation_.has("accept-unknown")) {
            if (!checks_only)
                invocation_.streams.talk(
                    "inland: refused: not everything is known (--accept-unknown goes on all the "
                    "same)");
            return ExitCode::Unknown;
        }
        return checks_only ? std::optional(ExitCode::Done) : std::nullopt;
    }

    [[nodiscard]] std::string question_of(const upgrade::Report& report) const {
        return report.from == report.to ? fmt::format("bring {}'s nodes up to date?", site_.cluster)
                                        : fmt::format("raise {} from {} to {}?", site_.cluster,
                                                      report.from.text(), report.to.text());
    }

    /// The control plane's own minor first: a run that was stopped may have left something behind.
    static std::vector<Minor> stages_of(const upgrade::Report& report) {
        std::vector<Minor> minors;
        for (auto minor = report.from; minor <= report.to; minor = minor.next())
            minors.push_back(minor);
        return minors;
    }

    Result<ExitCode> stage(Minor minor) {
        const auto designed = at_minor(invocation_, designed_, minor);
        if (designed.design.diagnostics.has_errors())
            return failure(ErrorKind::InvalidInput,
                           fmt::format("the spec cannot be designed at {}", minor.text()));
        if (!only_nodes())
            if (const auto code = TRY(raise(designed)); code != ExitCode::Done)
                return code;
        TRY_VOID(raise_nodes(designed));
        return ExitCode::Done;
    }

    /// Control plane, add-ons, and what new machines start from.
    Result<ExitCode> raise(const DesignedSpec& designed) {
        const auto observed = TRY(deploy::observe(site_, invocation_.stop));
        const auto errands = TRY(
            SpecErrands::find(invocation_, session_, designed, site_.account, observed.topology));
        TRY_VOID(errands->check_images());
        auto goal = designed.goal();
        keep_sizes_of_rolls(goal, observed.topology);
        const auto plan =
            deploy::with_errands(deploy::plan_of(site_, goal, observed), errands->errands());
        if (plan.empty() && plan.unfinished.empty())
            return ExitCode::Done;
        invocation_.streams.talk(
            fmt::format("control plane and add-ons: {}", designed.spec.version.value));
        return carry_out(invocation_, [&](deploy::Progress& progress) {
            return deploy::apply(site_, goal, errands->errands(), progress, invocation_.stop);
        });
    }

    Result<void> raise_nodes(const DesignedSpec& designed) {
        const auto lease =
            TRY(deploy::Lease::acquire(site_.aws, site_.wall_clock, site_.cluster,
                                       {site_.holder, site_.holder_is_gone}, invocation_.stop));
        NodeWork work(invocation_, session_, kubernetes_, *lease);
        auto done = raise_groups(work, designed);
        if (done)
            return lease->complete();
        static_cast<void>(lease->give_up());
        return done;
    }

    Result<void> raise_groups(NodeWork& work, const DesignedSpec& designed) {
        const auto renewal = only_nodes() ? Renewal::ByImage : Renewal::ByVersion;
        const auto& version = designed.spec.version.value;
        for (const auto& group : designed.spec.node_groups) {
            const auto* ami = designed.tables->ami(spec::text(group.os.value), group.architecture);
            const auto parameter = knowledge::expand(ami->ssm_parameter, {{"version", version}});
            if (group.kind.value == spec::NodeGroupKind::Managed)
                TRY_VOID(
                    update_managed_group(work, {group.name.value, version, parameter}, renewal));
            else
                TRY_VOID(roll_self_managed_group(
                    work, {scaling_name(designed, group), version, parameter}, renewal));
        }
        return {};
    }

    static std::string scaling_name(const DesignedSpec& designed, const spec::NodeGroup& group) {
        for (const auto& [key, made] : designed.design.topology.all<topology::AutoScalingGroup>())
            if (key.ends_with("/" + group.name.value) && made.group_name.is_known())
                return made.group_name.value();
        return group.name.value;
    }

    const Invocation& invocation_;
    const DesignedSpec& designed_;
    Session& session_;
    const deploy::Site& site_;
    ErrandKubernetes kubernetes_;
};

Result<ExitCode> run_on(const Invocation& invocation, const DesignedSpec& designed) {
    auto session = TRY(Session::open(invocation, designed.spec.region.value));
    const auto target = TRY(target_of(*session, invocation.stop));
    const auto site = TRY(site_of(invocation, *session, target, designed));
    return Upgrade(invocation, designed, *session, site).run(target);
}

ExitCode run_upgrade(const Invocation& invocation) {
    const auto designed = load_spec(invocation, invocation.arguments.front());
    if (!designed)
        return ExitCode::BadInput;
    const auto code = run_on(invocation, *designed);
    return code ? *code : report(invocation.streams, code.error());
}

}  // namespace

const Command& upgrade_command() {
    static constexpr std::array options{
        OptionRow{"--check", "", "the readiness report only"},
        OptionRow{"--nodes", "", "only nodes: the newest machine images of their version"},
        OptionRow{"--manifests", "PATH",
                  "manifests that are to be applied later: a file or a folder; may be repeated"},
        OptionRow{"--accept-unknown", "", "go on although not everything is known"},
        OptionRow{"--network", "FOLDER", network_option_help},
        OptionRow{"--no-stage", "", "do not copy images"},
        via_row,
        operator_row,
    };
    static constexpr Command command{
        "upgrade",      "raise control plane, add-ons and nodes to the spec's version",
        Arguments::One, "FILE",
        options,        run_upgrade};
    return command;
}

}  // namespace inland::cli
