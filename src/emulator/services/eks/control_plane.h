// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <string>

/// What EKS makes in the account of a cluster's owner.
namespace inland::emulator {

/// The cluster security group "eks-cluster-sg-NAME-N": all traffic with itself, everything out.
std::string make_cluster_security_group(World& world, const Scope& scope, std::string_view cluster,
                                        const std::string& vpc_id);
/// EKS's interfaces, in two of the cluster's subnets of different zones; notes them in the record.
Result<void> make_control_plane_interfaces(World& world, const RecordKey& cluster);
/// All that EKS made: interfaces and group.
void erase_control_plane(World& world, const RecordKey& cluster);
/// Gives the interfaces the groups that the cluster has now.
void refresh_control_plane_groups(World& world, const RecordKey& cluster);

}  // namespace inland::emulator
