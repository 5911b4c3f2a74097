// SPDX-License-Identifier: Apache-2.0
#include "deploy/apply.h"

#include "deploy/context.h"
#include "deploy/controllers_work.h"
#include "deploy/lease.h"
#include "deploy/runner.h"
#include "deploy/step.h"
#include "sources/live.h"

namespace inland::deploy {

namespace {

/// One run under its lease.
class LeasedRun {
  public:
    LeasedRun(const Site& site, Lease& lease, std::stop_token stop)
        : site_(site),
          lease_(lease),
          stop_(std::move(stop)),
          context_({site.cluster, lease.run_id(), site.account, site.region, lease.continues()},
                   site.aws, site.clock, site.tables, stop_) {
        context_.set_guard([this] { return lease_.check(); });
    }

    Result<RunResult> carry_out(const Plan& plan, const topology::Topology& desired,
                                const topology::Topology& observed, Progress& progress,
                                const Errands& errands = {}) {
        DriverRunner resources(context_, desired, observed);
        const auto steps = TRY(make_steps(
            with_errands(plan, errands), desired, observed, site_.tables,
            [&](std::string_view type, const std::string&, Phase phase) {
                return resources.expected(type, phase);
            },
            errands.order));
        ErrandRunner runner(errands, resources, [this] { return lease_.check(); });
        return execute(steps, runner, site_.clock, progress, {.parallelism = site_.parallelism},
                       stop_);
    }

  private:
    const Site& site_;
    Lease& lease_;
    std::stop_token stop_;
    Context context_;
};

/// A cluster with a network of its own has nothing to be remembered.
Result<void> remember(const Site& site, const NetworkRecord& record, std::stop_token stop) {
    return record.vpc.empty() ? Result<void>{}
                              : write_network_record(site.aws, site.cluster, record, stop);
}

/// A completed run lets the next one start afresh; any other is gone on with. Where AWS cannot be
/// told that the run gave up, its lease ends by itself.
Result<void> end_lease(const Result<RunResult>& result, Lease& lease,
                       Result<void> (Lease::*complete)()) {
    if (result && result->succeeded())
        return (lease.*complete)();
    static_cast<void>(lease.give_up());
    return {};
}

}  // namespace

Result<Observation> observe(const Site& site, std::stop_token stop) {
    const auto describe = [&](std::string_view service, std::string_view operation,
                              json::object input) {
        return site.aws.call(service, operation, std::move(input), stop);
    };
    auto record = TRY(read_network_record(site.aws, site.cluster, stop));
    sources::LiveOptions options{
        .cluster = site.cluster, .account = site.account, .region = site.region};
    for (const auto& vpc : {site.vpc, record.vpc})
        if (!vpc.empty())
            options.vpcs.push_back(vpc);
    return Observation{TRY(sources::read_live(describe, options)), std::move(record)};
}

Plan plan_of(const Site& site, const Goal& goal, const Observation& observed) {
    return make_plan(site.cluster, settled(goal, observed.record, observed.topology),
                     observed.topology);
}

Plan destroy_plan_of(const Site& site, const Observation& observed) {
    return as_destruction(plan_of(site, Goal{}, observed));
}

Result<RunResult> apply(const Site& site, const Goal& goal, const Errands& errands,
                        Progress& progress, std::stop_token stop) {
    const auto lease = TRY(Lease::acquire(site.aws, site.wall_clock, site.cluster,
                                          {site.holder, site.holder_is_gone}, stop));
    const auto run = [&]() -> Result<RunResult> {
        const auto observed = TRY(observe(site, stop));
        TRY_VOID(remember(site, record_before(goal, observed.record), stop));
        const auto desired = settled(goal, observed.record, observed.topology);
        const auto plan = make_plan(site.cluster, desired, observed.topology);
        auto result = TRY(LeasedRun(site, *lease, stop)
                              .carry_out(plan, desired, observed.topology, progress, errands));
        if (result.succeeded())
            TRY_VOID(remember(site, {goal.vpc, goal.edits}, stop));
        return result;
    };
    auto result = run();
    TRY_VOID(end_lease(result, *lease, &Lease::complete));
    return result;
}

Result<RunResult> destroy(const Site& site, Progress& progress, std::stop_token stop) {
    const auto lease = TRY(Lease::acquire(site.aws, site.wall_clock, site.cluster,
                                          {site.holder, site.holder_is_gone}, stop));
    const auto run = [&]() -> Result<RunResult> {
        const auto work = TRY(controllers_work(site, stop));
        TRY_VOID(lease->check());
        TRY_VOID(remove_controllers_work(site, work, stop));
        const auto observed = TRY(observe(site, stop));
        const auto desired = settled(Goal{}, observed.record, observed.topology);
        const auto plan = as_destruction(make_plan(site.cluster, desired, observed.topology));
        auto result = TRY(
            LeasedRun(site, *lease, stop).carry_out(plan, desired, observed.topology, progress));
        if (result.succeeded() && !observed.record.vpc.empty())
            TRY_VOID(erase_network_record(site.aws, site.cluster, stop));
        return result;
    };
    auto result = run();
    TRY_VOID(end_lease(result, *lease, &Lease::erase));
    return result;
}

}  // namespace inland::deploy
