// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string>

namespace inland::emulator {

RecordKey node_group_key(const Scope& scope, std::string_view cluster, std::string_view name);

/// Everything that EKS checks before it begins a node group, in EKS's words.
Result<void> check_new_node_group(const Call& call, const json::object& cluster);
/// minSize ≤ desiredSize ≤ maxSize, and maxSize at least 1.
Result<void> check_scaling(const json::object& scaling);

/// The Kubernetes version and the AMI type that the input asks for, or EKS's defaults.
std::string node_group_version(const Call& call, const json::object& cluster);
std::string node_group_ami_type(const Call& call);

}  // namespace inland::emulator
