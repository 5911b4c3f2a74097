// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <optional>
#include <string>
#include <string_view>

/// Nodes of a cluster as EKS's machines register them.
namespace inland::emulator::cluster {

/// The kubelet of an instance registers its Node, which is not ready before its network is. Returns
/// the Node's name: the instance's private DNS name.
std::string register_node(Objects& objects, const RecordKey& instance);
/// The network plugin runs: the Node is Ready.
void set_node_ready(Objects& objects, std::string_view node);
/// Its kubelet's posts have not arrived for Kubernetes' grace period.
void set_node_silent(Objects& objects, std::string_view node);
/// The machine is gone: the Node, its lease and its pods are deleted.
void remove_node(Objects& objects, std::string_view node);

bool is_node_ready(const Objects& objects, std::string_view node);
/// The instance behind a Node (spec.providerID).
std::optional<RecordKey> instance_of_node(const Objects& objects, std::string_view node);

}  // namespace inland::emulator::cluster
