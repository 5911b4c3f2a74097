// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// The node's address for pods on the host's network and those that have none yet; else an address
/// of the node's subnet that nobody has, as aws-node assigns it. The one that the pod has already.
std::string address_of_pod(const Objects& objects, const json::object& pod);
/// A node's InternalIP.
std::string address_of_node(const Objects& objects, std::string_view node);

}  // namespace inland::emulator::cluster
