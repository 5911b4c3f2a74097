// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"
#include "topology/role.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::design {

/// Which service of AWS's assumes a role, and what it needs to.
struct Trust {
    std::string service;  ///< "ec2.amazonaws.com"
    std::vector<std::string> actions;
};

/// A role of the cluster's own, without policies, named for its purpose in the account.
topology::Role role_of(const Drawing& drawing, std::string_view purpose, const Trust& trust,
                       Need need);

/// A policy that allows just these, as JSON text; one statement for each resource and condition.
std::string policy_of(const Drawing& drawing,
                      const std::vector<knowledge::Permission>& permissions);

}  // namespace inland::design
