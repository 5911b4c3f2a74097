// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/vpc.h"

#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <fmt/format.h>

namespace inland::emulator::route53 {

Result<OwnedVpc> any_vpc(const Call& call) {
    const auto& vpc = object_of(call.input, "VPC");
    const auto id = text_of(vpc, "VPCId");
    const auto region = text_of(vpc, "VPCRegion");
    if (id.empty() || region.empty())
        return refuse("InvalidInput", "Both VPCId and VPCRegion must be specified.");
    for (const auto& [key, document] : call.world.store().list_everywhere(kind::vpc))
        if (key.id == id && key.scope.region == region)
            return OwnedVpc{{{"VPCRegion", region}, {"VPCId", id}}, key.scope.account};
    return refuse("InvalidVPCId",
                  fmt::format("The VPC: {} in region {} does not exist.", id, region));
}

Result<json::object> own_vpc(const Call& call) {
    auto owned = TRY(any_vpc(call));
    if (owned.account != call.caller.account)
        return refuse("InvalidVPCId",
                      fmt::format("The VPC: {} in region {} that you provided is not authorized to "
                                  "make the association.",
                                  text_of(owned.vpc, "VPCId"), text_of(owned.vpc, "VPCRegion")));
    return std::move(owned.vpc);
}

}  // namespace inland::emulator::route53
