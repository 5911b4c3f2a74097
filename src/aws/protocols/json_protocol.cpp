// SPDX-License-Identifier: Apache-2.0
// The json protocol: the operation in X-Amz-Target, documents in JSON bodies.
#include "aws/protocols/codec.h"
#include "aws/protocols/errors.h"
#include "aws/protocols/json_document.h"

namespace inland::aws {

namespace {

std::string content_type(const Service& service) {
    return "application/x-amz-json-" + service.json_version;
}

Result<http::Request> write_request(const Service& service, const Operation& operation,
                                    const json::object& input) {
    return http::Request{
        .method = "POST",
        .headers = {{"Content-Type", content_type(service)},
                    {"X-Amz-Target", service.target_prefix + "." + operation.name}},
        .body = json::serialize(operation.input ? to_wire_json(*operation.input, input)
                                                : json::object{})};
}

Result<json::object> read_output(const Service&, const Operation& operation,
                                 const http::Response& response) {
    if (!operation.output || response.body.empty())
        return json::object{};
    std::vector<std::string> unknown;
    return from_wire_json(*operation.output, TRY(parse_json(response.body)), unknown);
}

Result<const Operation*> find_target(const Service& service, const http::Request& request) {
    const auto target = request.headers.get_or_empty("X-Amz-Target");
    const auto dot = target.rfind('.');
    const auto operation = service.find_operation(target.substr(dot + 1));
    if (!operation || target.substr(0, std::min(dot, target.size())) != service.target_prefix)
        return std::unexpected(request_fault(service.protocol, RequestFault::UnknownOperation, ""));
    return *operation;
}

Result<DecodedRequest> read_request(const Service& service, const Operation& operation,
                                    const http::Request& request) {
    DecodedRequest decoded{.operation = &operation};
    if (!operation.input || request.body.empty())
        return decoded;
    auto read = [&]() -> Result<json::object> {
        return from_wire_json(*operation.input, TRY(parse_json(request.body)),
                              decoded.unknown_members);
    };
    auto input = read();
    if (!input)
        return std::unexpected(
            request_fault(service.protocol, RequestFault::Malformed, input.error().message));
    decoded.input = *std::move(input);
    return decoded;
}

http::Response json_response(const Service& service, int status, std::string body,
                             std::string_view request_id) {
    return {
        status,
        {{"Content-Type", content_type(service)}, {"x-amzn-RequestId", std::string(request_id)}},
        std::move(body)};
}

/// Operations without an output answer with an empty body.
http::Response write_output(const Service& service, const Operation& operation,
                            const json::object& output, std::string_view request_id) {
    auto body =
        operation.output ? json::serialize(to_wire_json(*operation.output, output)) : std::string{};
    return json_response(service, operation.status, std::move(body), request_id);
}

http::Response write_error(const Service& service, const Error& error,
                           std::string_view request_id) {
    return json_response(service, error.http_status, error_response_json(error), request_id);
}

}  // namespace

std::string error_response_json(const Error& error) {
    return json::serialize(json::object{{"__type", error.code}, {"message", error.message}});
}

const Codec json_codec{write_request, read_output,  find_target,
                       read_request,  write_output, write_error};

}  // namespace inland::aws
