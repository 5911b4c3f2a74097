// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/credentials/credentials.h"
#include "aws/endpoints.h"
#include "core/clock.h"
#include "core/result.h"
#include "http/message.h"

#include <string>
#include <string_view>

namespace inland::aws {

/// A bearer token for a cluster's Kubernetes API, as `aws eks get-token` makes it: "k8s-aws-v1."
/// and a presigned STS GetCallerIdentity with the cluster's name signed in. Good for 15 minutes;
/// makes no call. `sts` is the (regional) STS endpoint.
Result<std::string> eks_token(const Credentials& credentials, const Endpoint& sts,
                              std::string_view cluster, TimePoint now);

/// The other side: the STS request that a token stands for, with the cluster's name in its
/// x-k8s-aws-id header, to be given to sigv4::verify. AccessDenied when it is no such token.
Result<http::Request> eks_token_request(std::string_view token, std::string_view cluster);

}  // namespace inland::aws
