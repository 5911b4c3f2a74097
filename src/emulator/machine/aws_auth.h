// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string_view>

/// The ConfigMap kube-system/aws-auth of an emulated cluster, which maps roles to nodes where the
/// authentication mode is CONFIG_MAP or API_AND_CONFIG_MAP (EKS User Guide, "Grant IAM users access
/// to Kubernetes with a ConfigMap").
namespace inland::emulator::machine {

/// Whether the cluster's authentication mode looks at the ConfigMap at all.
bool uses_config_map(const World& world, const RecordKey& cluster);
/// Whether it looks at nothing else.
bool uses_only_config_map(const World& world, const RecordKey& cluster);
/// Whether it maps that role to the group system:nodes. Roles are compared without their path,
/// which aws-auth must not have.
bool is_mapped_to_nodes(World& world, const RecordKey& cluster, std::string_view role_arn);
/// Adds the mapping that EKS makes for a managed group's role; safe to repeat.
void map_to_nodes(World& world, const RecordKey& cluster, std::string_view role_arn);

}  // namespace inland::emulator::machine
