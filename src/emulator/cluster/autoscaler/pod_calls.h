// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator::autoscaler {

/// Somebody in the emulated network who calls AWS: as the network, the names, IAM and the policies
/// of the endpoints let him, and not otherwise. Errors are what the AWS SDK for Go says.
struct NetworkCaller {
    World& world;
    std::string who;  ///< "pod/kube-system/cluster-autoscaler-…" (connect.h)
    Caller signer = {};
};

Result<json::object> call_aws(const NetworkCaller& caller, std::string_view service,
                              std::string_view operation, const json::object& input);

/// The credentials that the SDK in a pod's container finds (pod_credentials.h), in its words.
Result<Caller> find_credentials(World& world, const RecordKey& cluster, const json::object& pod,
                                const json::object& container);

}  // namespace inland::emulator::autoscaler
