// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/node_work.h"
#include "core/result.h"

#include <string>

namespace inland::cli {

struct SelfManagedGroup {
    std::string group_name;  ///< the Auto Scaling group's
    std::string version;     ///< that its nodes are to have: "1.34"
    std::string parameter;   ///< of Systems Manager, that names their image
};

/// Replaces the group's old machines one by one (upgrade/group_roll.h), as disruption budgets
/// allow. Failed, with the pods that hold it, where a node cannot be drained in time: the node
/// takes pods again. Failed, with the launch template back at the earlier image and the new
/// machines gone, where these do not become nodes.
Result<void> roll_self_managed_group(NodeWork& work, const SelfManagedGroup& group,
                                     Renewal renewal);

}  // namespace inland::cli
