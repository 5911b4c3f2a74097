// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/world.h"

#include <string>

namespace inland::emulator {

/// Makes an interface and attaches it to a machine, with which it goes. The machine's record need
/// not be there yet; `device` is where it stands among the machine's interfaces, 0 the primary.
Result<std::string> make_instance_interface(World& world, const RecordKey& instance,
                                            NewInterface spec, int device);
/// The interface as DescribeInstances shows it.
json::object instance_interface_row(const World& world, const Scope& scope, const std::string& id);

}  // namespace inland::emulator
