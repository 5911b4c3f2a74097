// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <string>

namespace inland::emulator {

/// The user's access keys as ListAccessKeys shows them.
json::array access_keys_of(const Call& call, const std::string& user);
/// The user that the input names; without a name, the caller.
std::string named_user(const Call& call);

}  // namespace inland::emulator
