// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "knowledge/tables.h"
#include "sources/live.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inland::deploy {

/// What is wrong, in AWS's own words where it has some, and what to do.
struct Problem {
    std::string resource;  ///< "node-group/general"
    std::string what;
    std::string remedy;
    bool operator==(const Problem&) const = default;
};

/// One thing of the cluster and where it stands.
struct PartStatus {
    std::string resource;            ///< "addon/coredns"
    std::string id;                  ///< AWS's
    std::string state;               ///< as AWS spells it
    std::string detail;              ///< version, size, service: what tells it from its like
    std::optional<TimePoint> since;  ///< when it was made, if AWS says
};

/// A step of a machine's boot, as far as the embedded AWS tells.
struct BootStep {
    std::string flow;   ///< "node.ecr-api"
    std::string state;  ///< "done", "running", "failed", …
    std::string detail;
    std::string at;
};

struct NodeStatus {
    std::string instance_id;
    std::string node_group;
    std::string name;  ///< its private DNS name, which is the Node's name
    std::string zone;
    std::string state;  ///< EC2's; of the embedded AWS "booting", "joined" or "failed"
    std::optional<TimePoint> launched;
    std::vector<BootStep> boot;

    /// The step at which it stands or stopped, or nullptr.
    [[nodiscard]] const BootStep* stopped_at() const;
};

struct ClusterStatus {
    std::string name;
    std::optional<PartStatus> control_plane;  ///< nothing: EKS has no such cluster
    std::vector<PartStatus> node_groups;
    std::vector<NodeStatus> nodes;
    std::vector<PartStatus> addons;
    std::vector<PartStatus> endpoints;
    std::vector<PartStatus> connections;
    std::vector<Problem> problems;
};

/// The answer of the embedded AWS's /_inland/machines; nothing elsewhere.
using MachinesReader = std::function<std::optional<json::value>()>;

/// Asks EKS and EC2 where the cluster and its parts stand. Calls from this thread only.
Result<ClusterStatus> read_status(const sources::Describe& describe, const std::string& cluster,
                                  const knowledge::Tables& tables,
                                  const MachinesReader& machines = {});

/// `status -o json`.
json::value status_json(const ClusterStatus& status);

}  // namespace inland::deploy
