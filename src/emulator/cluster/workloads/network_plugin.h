// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <optional>
#include <set>
#include <string>

namespace inland::emulator::cluster {

/// An address for a pod as the VPC CNI gives it (amazon-vpc-cni-k8s, docs/eni-and-ip-target.md): a
/// secondary one of the machine's interfaces that none of `used` has, else one more, else one of
/// another interface. An address that a pod gives back stays with its interface, for the next. None
/// where the subnet is full or the machine's type allows no more.
std::optional<std::string> pod_address_on(World& world, const RecordKey& instance,
                                          const std::set<std::string>& used);

}  // namespace inland::emulator::cluster
