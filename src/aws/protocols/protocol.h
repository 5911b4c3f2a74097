// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"
#include "http/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::aws {

/// The codec of the five AWS protocols, both ways, driven by the service's table. Documents are
/// objects with the model's member names; timestamps are ISO 8601 texts, blobs base64, maps
/// objects. All functions are pure and safe for all threads.

/// The unsigned request: no origin, method, target, headers and body as the model says.
/// InvalidInput for members that the input does not have, wrong types and missing required ones,
/// with the path.
Result<http::Request> encode_request(const Service& service, const Operation& operation,
                                     const json::object& input);

/// The output document of an answer, or AWS's refusal as an Error with its code and status.
/// Unavailable when the answer is not what the protocol promises.
Result<json::value> decode_response(const Service& service, const Operation& operation,
                                    const http::Response& response);

/// The request id that an answer carries in its headers or body, or "".
std::string request_id_of(const http::Response& response);

struct DecodedRequest {
    const Operation* operation = nullptr;
    json::object input;
    /// JSON members that the table does not have (paths). AWS ignores them; the caller decides.
    std::vector<std::string> unknown_members;
};

/// Which operation a request asks for, by its action, target or path, whatever else is wrong with
/// it. Errors are the service's own: no such operation, or none named.
Result<const Operation*> addressed_operation(const Service& service, const http::Request& request);

/// The server's side. Errors are the service's own: unknown operation, unknown parameter (query and
/// ec2), malformed value, missing required member.
Result<DecodedRequest> decode_request(const Service& service, const http::Request& request);

/// Members that start with '_' or that the output shape does not have are left out.
http::Response encode_response(const Service& service, const Operation& operation,
                               const json::object& output, std::string_view request_id);

/// `error.code` is AWS's; the status is the error's, else the table's for the code, else the
/// kind's.
http::Response encode_error(const Service& service, const Error& error,
                            std::string_view request_id);

}  // namespace inland::aws
