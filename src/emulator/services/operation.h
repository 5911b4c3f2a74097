// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string_view>

namespace inland::emulator {

/// Runs `handler` once per client token: the same token and input again answer what was answered,
/// another input is refused with `mismatch_code`. Calls without the member run as they are.
Result<json::object> run_once(const Call& call, Handler handler, std::string_view token_member,
                              std::string_view mismatch_code);

/// What every EC2 call goes through: DryRun, client tokens, the Region's default network.
Result<json::object> run_ec2(const Call& call, Handler handler);
/// Likewise for EKS: `clientRequestToken`.
Result<json::object> run_eks(const Call& call, Handler handler);

/// A handler with what its service does to every call around it.
template <Handler handler>
Result<json::object> ec2(const Call& call) {
    return run_ec2(call, handler);
}
template <Handler handler>
Result<json::object> eks(const Call& call) {
    return run_eks(call, handler);
}

}  // namespace inland::emulator
