// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::kube {

/// The answer of an exec credential plugin (client.authentication.k8s.io): one line of JSON for
/// stdout. It holds a secret: print it, never log it.
struct ExecCredential {
    std::string json;
    std::string warning;  ///< for stderr; "" when there is nothing to say
};

/// The credential for `token`, good until `expires`. `exec_info` is the environment variable
/// KUBERNETES_EXEC_INFO, whose apiVersion is echoed; v1beta1 when it is absent, or, with a warning,
/// when it cannot be understood. An apiVersion that is not known (v1, v1beta1) is InvalidInput.
Result<ExecCredential> exec_credential(std::string_view token, TimePoint expires,
                                       const std::optional<std::string>& exec_info);

/// How long a token of `aws eks get-token` is said to be good for: a minute less than it is.
inline constexpr std::chrono::minutes token_lifetime{14};

}  // namespace inland::kube
