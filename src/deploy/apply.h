// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "core/clock.h"
#include "core/result.h"
#include "deploy/errands.h"
#include "deploy/executor.h"
#include "deploy/given_network.h"
#include "deploy/network_record.h"
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
    /// A network that is not ours, in which nothing of the cluster need be yet; "" leaves it to the
    /// record of an earlier run.
    std::string vpc = {};
};

/// What AWS holds of the cluster now, and what an earlier run noted.
struct Observation {
    topology::Topology topology;
    NetworkRecord record;
};
Result<Observation> observe(const Site& site, std::stop_token stop);

/// What would change. Changes nothing.
Plan plan_of(const Site& site, const Goal& goal, const Observation& observed);
Plan destroy_plan_of(const Site& site, const Observation& observed);

/// Makes the changes that turn what is observed into the goal under a lease. Observes again once
/// the lease is held, so the plan that is carried out is never older than it. An Error means that
/// nothing was changed; what failed on the way is in the RunResult.
Result<RunResult> apply(const Site& site, const Goal& goal, const Errands& errands,
                        Progress& progress, std::stop_token stop);

/// Removes what controllers made (controllers_work.h), then everything that carries the cluster's
/// tag, and puts a network that is not ours back as it
/// was, the leases last.
Result<RunResult> destroy(const Site& site, Progress& progress, std::stop_token stop);

}  // namespace inland::deploy
