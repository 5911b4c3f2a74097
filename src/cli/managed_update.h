// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/node_work.h"
#include "core/result.h"

#include <string>

namespace inland::cli {

struct ManagedGroup {
    std::string name;
    std::string version;    ///< that its nodes are to have: "1.34"
    std::string parameter;  ///< of Systems Manager, that names their image
};

/// Has EKS bring a managed group's machines to a version, or to the newest image of it, and waits
/// for that; an update that is under way is waited for first. Failed, with the pods that hold their
/// nodes, where EKS gave up: the group goes on with the nodes that it has.
Result<void> update_managed_group(NodeWork& work, const ManagedGroup& group, Renewal renewal);

}  // namespace inland::cli
