// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/context.h"

namespace inland::spec {

/// Known types, none twice, all of one architecture, which becomes the group's.
void read_instance_types(const Node& node, Context& context, NodeGroup& group);
/// Labels and taints as Kubernetes accepts them of a node.
void read_labels(const Node& node, Context& context, NodeGroup& group);
void read_taints(const Node& node, Context& context, NodeGroup& group);

}  // namespace inland::spec
