// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/status.h"
#include "sources/live/reading.h"

namespace inland::deploy::status {

/// One status under way: how to ask, and where answers go.
struct Inquiry {
    const sources::live::Reading& aws;
    const std::string& cluster;
    const knowledge::Tables& tables;
    ClusterStatus& result;
};

// Each asks one family of APIs.
Result<void> read_control_plane(Inquiry& inquiry);
Result<void> read_node_groups(Inquiry& inquiry);
Result<void> read_self_managed_groups(Inquiry& inquiry);
Result<void> read_addons(Inquiry& inquiry);
Result<void> read_network(Inquiry& inquiry);
Result<void> read_nodes(Inquiry& inquiry);
/// The boot steps of the embedded AWS's machines, added to the nodes.
void add_machines(Inquiry& inquiry, const json::value& answer);
/// A Problem for each machine that stopped on its way.
void explain_machines(Inquiry& inquiry);

/// A time member of an answer, if it is there.
std::optional<TimePoint> time_of(const json::value& document, std::string_view path);

}  // namespace inland::deploy::status
