// SPDX-License-Identifier: Apache-2.0
#include "deploy/apply.h"

#include "deploy/context.h"
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
                                const topology::Topology& observed, Progress& progress) {
        DriverRunner runner(context_, desired, observed);
        const auto steps =
            TRY(make_steps(plan, desired, observed, site_.tables,
                           [&](std::string_view type, const std::string&, Phase phase) {
                               return runner.expected(type, phase);
                           }));
        return execute(steps, runner, site_.clock, progress, {.parallelism = site_.parallelism},
                       stop_);
    }

  private:
    const Site& site_;
    Lease& lease_;
    std::stop_token stop_;
    Context context_;
};

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

Result<topology::Topology> observe(const Site& site, std::stop_token stop) {
    const auto describe = [&](std::string_view service, std::string_view operation,
                              json::object input) {
        return site.aws.call(service, operation, std::move(input), stop);
    };
    return sources::read_live(
        describe, {.cluster = site.cluster, .account = site.account, .region = site.region});
}

Result<RunResult> apply(const Site& site, const topology::Topology& desired, Progress& progress,
                        std::stop_token stop) {
    const auto lease = TRY(Lease::acquire(site.aws, site.wall_clock, site.cluster,
                                          {site.holder, site.holder_is_gone}, stop));
    const auto run = [&]() -> Result<RunResult> {
        const auto observed = TRY(observe(site, stop));
        const auto plan = make_plan(site.cluster, desired, observed);
        return LeasedRun(site, *lease, stop).carry_out(plan, desired, observed, progress);
    };
    auto result = run();
    TRY_VOID(end_lease(result, *lease, &Lease::complete));
    return result;
}

Result<RunResult> destroy(const Site& site, Progress& progress, std::stop_token stop) {
    const auto lease = TRY(Lease::acquire(site.aws, site.wall_clock, site.cluster,
                                          {site.holder, site.holder_is_gone}, stop));
    const auto run = [&]() -> Result<RunResult> {
        const auto observed = TRY(observe(site, stop));
        const auto plan = make_destroy_plan(site.cluster, observed);
        return LeasedRun(site, *lease, stop)
            .carry_out(plan, topology::Topology{}, observed, progress);
    };
    auto result = run();
    TRY_VOID(end_lease(result, *lease, &Lease::erase));
    return result;
}

}  // namespace inland::deploy
