// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// The node's address for pods on the host's network; else one of the node's interfaces, as
/// aws-node assigns it. The one that the pod has already. None where there is none left.
std::optional<std::string> address_of_pod(Objects& objects, const json::object& pod);
/// A node's InternalIP.
std::string address_of_node(const Objects& objects, std::string_view node);

}  // namespace inland::emulator::cluster
