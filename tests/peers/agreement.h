// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::testing {

/// Where its subnets have no room for a machine it is never launched.
inline constexpr std::string_view launching_flow = "cluster.subnets";

/// The flows that fail, each with the kinds of its causes.
using BrokenFlows = std::map<std::string, std::set<std::string>>;

/// The names of the node groups that a proof (`prove -o json`) is about.
std::set<std::string> node_groups_of(const json::value& verdicts);

/// What a proof says to be broken for the nodes of one group, in any of their subnets: of what
/// keeps them from being launched and from joining (knowledge/joins.yaml), not of what comes later.
BrokenFlows broken_for(const json::value& verdicts, std::string_view group);

/// One machine of a group, as `status -o json` tells it.
struct BootedMachine {
    std::string id;
    std::string state;  ///< "joined" when its Node is Ready
    std::vector<std::string> done;
    std::string last_flow, last_detail;
};

std::vector<BootedMachine> machines_of(const json::value& status, std::string_view group);

/// Fails the test unless the machine is Ready where nothing is broken, and else has come to a
/// broken flow, past no other, and says what the proof says.
void expect_as_proven(const BootedMachine& machine, const BrokenFlows& broken);

/// EKS's state of a managed group, "InService" of another one; and what is wrong with the group.
std::string state_of_group(const json::value& status, std::string_view group);
std::string problems_of_group(const json::value& status, std::string_view group);

}  // namespace inland::testing
