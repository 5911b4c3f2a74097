// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "core/clock.h"
#include "core/result.h"
#include "deploy/executor.h"
#include "deploy/plan.h"
#include "deploy/progress.h"
#include "knowledge/tables.h"
#include "topology/topology.h"

#include <functional>
#include <stop_token>
#include <string>

namespace inland::deploy {

/// Where and how a run acts. Everything in it outlives the run.
struct Site {
    aws::Client& aws;
    Clock& clock;       ///< to wait for AWS by
    Clock& wall_clock;  ///< of leases
    const knowledge::Tables& tables;
    std::string cluster;
    std::string account;
    std::string region;
    std::string holder;  ///< who runs, for the lease
    std::function<bool(const std::string& holder)> holder_is_gone;
    int parallelism = 10;
};

/// What AWS holds of the cluster now.
Result<topology::Topology> observe(const Site& site, std::stop_token stop);

/// Makes the changes that turn `observed` into `desired` under a lease. Observes again once the
/// lease is held, so the plan that is carried out is never older than it. An Error means that
/// nothing was changed; what failed on the way is in the RunResult.
Result<RunResult> apply(const Site& site, const topology::Topology& desired, Progress& progress,
                        std::stop_token stop);

/// Removes everything that carries the cluster's tag, the leases last.
Result<RunResult> destroy(const Site& site, Progress& progress, std::stop_token stop);

}  // namespace inland::deploy
