// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

#include <map>
#include <string>
#include <vector>

namespace inland::design {

/// A group's labels, as Kubernetes takes them.
std::map<std::string, std::string> labels_of(const spec::NodeGroup& group);
std::vector<std::string> instance_types_of(const spec::NodeGroup& group);

/// The user data with which a self-managed group's machines join. The cluster's endpoint and
/// authority are holes: EKS tells them once the cluster is made.
topology::LateText user_data_of(const Drawing& drawing, const spec::NodeGroup& group);

/// What the owner of a node group adds to EKS's part: trust in the client's registry. "" where
/// nothing is added.
std::string own_user_data_of(const Drawing& drawing, const spec::NodeGroup& group);

/// "atlas-general": what a group's launch template, and its Auto Scaling group, are called.
std::string machines_name(const Drawing& drawing, const spec::NodeGroup& group);

/// What every launch template of ours says of a node: the group that all of the cluster's nodes
/// have, the metadata service and the disk.
void set_node_machine(const Drawing& drawing, const spec::NodeGroup& group,
                      topology::LaunchTemplate& made);

}  // namespace inland::design
