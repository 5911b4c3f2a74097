// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

namespace inland::emulator::autoscaler {

/// Somebody in the emulated network who calls AWS: as the network, the names, IAM and the policies
/// of the endpoints let him, and not otherwise. Errors are what the AWS SDK for Go says.
struct NetworkCaller {
    World& world;
    Scope scope;
    std::string who;            ///< "pod/kube-system/cluster-autoscaler-…", "node/ip-10-40-1-7…"
    std::string access_key_id;  ///< "" for calls that nobody signs
};

Result<json::object> call_aws(const NetworkCaller& caller, std::string_view service,
                              std::string_view operation, const json::object& input);

}  // namespace inland::emulator::autoscaler
