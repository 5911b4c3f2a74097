// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/ip_address.h"
#include "knowledge/tables.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

/// Ordered by how much they outrank: fails over unknown over holds.
enum class Outcome { Holds, Unknown, Fails };

/// What keeps a flow from being as it must. `kind` is one of CONTRACT.md's cause kinds.
struct Cause {
    std::string kind;
    std::string resource;  ///< in the user's own language; "" when something is missing altogether
    std::string detail;
    std::string missing;       ///< for "missing-fact": which
    inland::Place place = {};  ///< where the user wrote the resource, else the cluster
    auto operator<=>(const Cause&) const = default;
};

/// A packet that shows it.
struct Witness {
    IpAddress source;
    IpAddress destination;
    std::string protocol;  ///< "tcp" | "udp" | "icmp" | …
    int port = 0;
    bool operator==(const Witness&) const = default;
};

/// The steps of one way to mend it, re-proven before it was offered.
using Repair = std::vector<std::string>;

/// Whether one flow holds between one group of sources and one destination.
struct Verdict {
    std::string flow;  ///< "node.ecr-api"
    knowledge::Must must = knowledge::Must::Reach;
    Outcome outcome = Outcome::Unknown;
    std::string from;           ///< "nodegroup/general in subnet/private-a"
    std::string to;             ///< "api.ecr.eu-central-1.amazonaws.com tcp/443"
    std::vector<Cause> causes;  ///< every blocker; empty when it holds
    std::optional<Witness> witness;
    std::vector<std::string> path;  ///< hop by hop, with what admits or stops
    std::string symptom;
    std::vector<Repair> repairs;
    std::string repairs_note = {};  ///< why none were looked for; "" when they were
    std::vector<std::string> assumptions;
};

struct Finding {
    std::string rule;
    Severity severity = Severity::Warning;
    std::string resource;
    std::string message;
    inland::Place place;
};

struct ClusterVerdicts {
    std::string cluster;
    Outcome outcome = Outcome::Holds;
    std::vector<Verdict> flows;
};

struct Verdicts {
    Outcome outcome = Outcome::Holds;
    std::vector<ClusterVerdicts> clusters;
    std::vector<Finding> findings;
};

/// "holds", "fails", "unknown".
std::string_view outcome_name(Outcome outcome);

}  // namespace inland::prove
