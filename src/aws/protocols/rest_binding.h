// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"
#include "http/message.h"

#include <string_view>

namespace inland::aws {

/// The parts of a REST call that stand outside its body: labels of the path, the query string,
/// headers (HTTP bindings of the service models).

/// Sets the request's target and headers from the input. InvalidInput for an empty path label.
Result<void> bind_request(http::Request& request, const Operation& operation,
                          const json::object& input);
/// Reads them back into a document; `operation` must match the request's path.
Result<json::object> read_bindings(const http::Request& request, const Operation& operation);

/// The operation that a method and path mean, or nullptr; literal segments win over labels.
const Operation* match_operation(const Service& service, const http::Request& request);

/// Output members that travel as headers.
void bind_response_headers(http::Response& response, const Shape& output,
                           const json::object& document);
Result<void> read_response_headers(const http::Response& response, const Shape& output,
                                   json::object& document);

/// Whether the shape has members that travel in the body.
bool has_body_members(const Shape& shape);

}  // namespace inland::aws
