// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"
#include "emulator/world.h"

#include <string_view>

namespace inland::emulator {

/// Error::code of pod_credentials(), by where it looked: the web identity, the Pod Identity agent,
/// or the metadata service at last.
inline constexpr std::string_view no_web_identity = "NoWebIdentity";
inline constexpr std::string_view no_pod_identity = "NoPodIdentity";
inline constexpr std::string_view no_credentials = "NoCredentials";

/// As whom an AWS SDK in a pod's container calls, got as SDKs get it: by the web identity of its
/// variables, else from the Pod Identity agent, else from the metadata service. The error has the
/// AWS CLI's words. The emulated STS and EKS Auth are really asked: a session is made.
Result<Caller> pod_credentials(World& world, const RecordKey& cluster, const json::object& pod,
                               const json::object& container);

}  // namespace inland::emulator
