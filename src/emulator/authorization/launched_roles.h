// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string>
#include <vector>

namespace inland::emulator {

/// The ARNs of the roles that machines get which a call launches: of the instance profile that the
/// call names, or its launch template. Empty when there is none, or no such template or profile,
/// which the service then says itself.
std::vector<std::string> launched_roles(const Call& call);

}  // namespace inland::emulator
