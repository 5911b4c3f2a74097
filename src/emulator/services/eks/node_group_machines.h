// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

namespace inland::emulator {

class World;

/// A managed node group's machines: EKS makes a launch template, an instance profile and an Auto
/// Scaling group "eks-NAME-UUID", notes them in the record and waits for the nodes.
void make_machines(World& world, const RecordKey& node_group);
/// ACTIVE when the machines that it wants have joined; CREATE_FAILED with NodeCreationFailure when
/// they have not after eks.NodesNeverJoin.
void await_machines(World& world, const RecordKey& node_group);
/// A new version of the launch template that EKS made, with what an update changes of the group
/// ("version", "launchTemplate"); the Auto Scaling group launches from it.
void renew_template(World& world, const RecordKey& node_group, const json::object& change);
/// Terminates them; the record goes away with all that EKS made after eks.DeleteNodegroup.
void remove_machines(World& world, const RecordKey& node_group);

}  // namespace inland::emulator
