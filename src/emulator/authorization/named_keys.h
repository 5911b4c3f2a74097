// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string>
#include <vector>

namespace inland::emulator {

/// The KMS keys that a call is about, which KMS permits by the key itself, whatever it is called:
/// the ARNs of those named by id, ARN, alias or ciphertext; "key/" and the name of one that is not
/// there. KMS Developer Guide, "Controlling access to aliases".
std::vector<std::string> named_keys(const Call& call);

}  // namespace inland::emulator
