// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/api_call.h"

namespace inland::emulator::cluster {

/// Answers a TokenRequest (POST .../serviceaccounts/NAME/token, what `kubectl create token` and
/// kubelets send): a token of the cluster's OIDC issuer for the first audience asked for, bound to
/// the pod that the request names. NotFound without such a service account.
Result<ApiAnswer> answer_token_request(const ApiCall& call);

}  // namespace inland::emulator::cluster
