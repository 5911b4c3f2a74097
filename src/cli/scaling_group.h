// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/node_work.h"
#include "cli/self_managed_roll.h"
#include "core/result.h"
#include "upgrade/group_roll.h"

#include <string>

namespace inland::cli {

/// An Auto Scaling group and its nodes, seen and changed for a roll. Every change may be made
/// again.
class ScalingGroup {
  public:
    ScalingGroup(NodeWork& work, const SelfManagedGroup& group) : work_(work), group_(group) {}

    /// As AWS and the cluster tell now. A group that is being rolled is renewed by image.
    Result<upgrade::Group> look(Renewal renewal);

    Result<void> remember(const upgrade::GroupSizes& sizes);
    Result<void> resize(const upgrade::GroupSizes& sizes);
    Result<void> cordon(const std::string& node, upgrade::Cordon cordon);
    Result<void> terminate(const std::string& machine, bool smaller);
    /// A version of the launch template with the image that the old machines have.
    Result<void> take_back_image();
    /// The bounds as they were, and nothing to remember.
    Result<void> restore(const upgrade::GroupSizes& sizes);

  private:
    Result<json::value> describe();
    Result<json::value> describe_machines(const json::value& described);
    Result<void> add_nodes(upgrade::Group& state);

    NodeWork& work_;
    const SelfManagedGroup& group_;
};

}  // namespace inland::cli
