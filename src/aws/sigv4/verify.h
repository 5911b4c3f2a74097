// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "aws/secret.h"
#include "core/clock.h"
#include "core/result.h"
#include "http/message.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::aws::sigv4 {

/// Whose signature it is and what for, read from the request without proving anything: enough to
/// find the service that a request is meant for.
struct Claim {
    std::string access_key_id;
    std::string session_token;
    std::string date;  ///< "20261122"
    std::string region;
    std::string service;
    std::string time;  ///< "20261122T210759Z"
    std::vector<std::string> signed_headers;
    std::string signature;
    bool presigned = false;
    long expires_seconds = 0;
};

/// The secret of an access key id (with its session token, "" for none). NotFound: no such key,
/// which verify() says in the service's own words; any other error (ExpiredToken) is passed on.
using SecretLookup =
    std::function<Result<Secret>(std::string_view access_key_id, std::string_view session_token)>;

/// Reads the Authorization header or the X-Amz-* query members. The error is AWS's:
/// MissingAuthenticationToken or IncompleteSignature.
Result<Claim> read_claim(const http::Request& request);

/// Proves the claim over the raw wire target, never re-encoded. Header signatures are good for 5
/// minutes either side (S3: 15), presigned ones for X-Amz-Expires. Errors carry the code and
/// status that services of `protocol` answer with (SignatureDoesNotMatch, InvalidClientTokenId;
/// InvalidSignatureException, UnrecognizedClientException; AuthFailure, RequestExpired).
Result<Claim> verify(const http::Request& request, const SecretLookup& lookup, TimePoint now,
                     Protocol protocol);

}  // namespace inland::aws::sigv4
