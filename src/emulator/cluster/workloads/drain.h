// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>
#include <string_view>
#include <vector>

/// What EKS does to a node before it takes the machine away (`kubectl drain` does the same).
namespace inland::emulator::cluster {

enum class Schedulable : bool { No, Yes };

/// The Node of an instance; "" where none has registered.
std::string node_of_instance(const Objects& objects, std::string_view instance_id);
/// Whether new pods may come to the node.
void set_schedulable(Objects& objects, std::string_view node, Schedulable schedulable);

/// Whether there are pods on the node that a drain would move.
bool has_pods(const Objects& objects, std::string_view node);

enum class Budgets { Honoured, Overridden };

/// Evicts from a node what its DaemonSets do not hold there, as far as disruption budgets allow;
/// the pods that are left ("shop/orders-0"), each because its budget does not let it go now.
std::vector<std::string> evict_pods(Objects& objects, std::string_view node, Budgets budgets);

}  // namespace inland::emulator::cluster
