// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/autoscaler/simulation.h"
#include "knowledge/tables.h"

#include <string>
#include <string_view>

namespace inland::emulator::autoscaler {

/// A group's machine by one of its nodes: without what is that node's alone.
NodeTemplate template_of_node(const cluster::Objects& objects, const json::object& node);

/// A group's machine by what AWS tells of it: its Auto Scaling group's tags, its instance type, and
/// of a managed node group EKS's own document, which may be empty. As the autoscaler has it,
/// nothing of it is reserved (cloudprovider/aws/aws_manager.go, buildNodeFromTemplate).
NodeTemplate template_of_group(const cluster::Objects& objects, const json::object& group,
                               const knowledge::InstanceType& type, const json::object& node_group);

/// The value of a tag of an Auto Scaling group, or "".
std::string tag_of(const json::object& group, std::string_view key);

}  // namespace inland::emulator::autoscaler
