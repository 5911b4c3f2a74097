// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/credentials/credentials.h"
#include "core/clock.h"
#include "http/message.h"

#include <chrono>
#include <string>
#include <string_view>

namespace inland::aws::sigv4 {

/// What a signature is for.
struct SigningContext {
    std::string region;
    std::string service;  ///< the signing name; "s3" encodes paths once and does not normalise
    TimePoint time;
};

/// Adds X-Amz-Date, X-Amz-Security-Token (with temporary credentials), for S3 X-Amz-Content-Sha256,
/// Host when missing, and Authorization. Everything that stands in the headers is signed, except
/// what proxies change (Connection, User-Agent, X-Amzn-Trace-Id, Expect, Transfer-Encoding).
void sign_headers(http::Request& request, const Credentials& credentials,
                  const SigningContext& context);

/// The same in the query string: the request's target becomes one that works by itself for
/// `expires`, for whoever also sends its signed headers.
void presign(http::Request& request, const Credentials& credentials, const SigningContext& context,
             std::chrono::seconds expires);

}  // namespace inland::aws::sigv4
