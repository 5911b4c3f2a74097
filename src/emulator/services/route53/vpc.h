// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>

namespace inland::emulator::route53 {

/// The VPC that the input names ({"VPCRegion", "VPCId"}), which the caller must own: InvalidVPCId.
Result<json::object> own_vpc(const Call& call);
/// The same of any account; the account goes into `owner`.
struct OwnedVpc {
    json::object vpc;
    std::string account;
};
Result<OwnedVpc> any_vpc(const Call& call);

}  // namespace inland::emulator::route53
