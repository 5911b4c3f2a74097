// SPDX-License-Identifier: Apache-2.0
// rest-json and rest-xml: the operation in method and path, members in path, query, headers, body.
#include "aws/protocols/codec.h"
#include "aws/protocols/errors.h"
#include "aws/protocols/json_document.h"
#include "aws/protocols/rest_binding.h"
#include "aws/protocols/xml_document.h"

namespace inland::aws {

namespace {

/// How a document stands in the body; the rest is the same for both protocols.
struct JsonBody {
    static constexpr const char* content_type = "application/json";

    static std::string request(const Service&, const Operation& operation,
                               const json::object& input) {
        return json::serialize(to_wire_json(*operation.input, input));
    }

    static std::string response(const Service&, const Operation& operation,
                                const json::object& output) {
        return json::serialize(to_wire_json(*operation.output, output));
    }

    static Result<json::object> read(const Shape& shape, std::string_view body,
                                     std::vector<std::string>& unknown) {
        return from_wire_json(shape, TRY(parse_json(body)), unknown);
    }

    static std::string error(const Service&, const Error& error, std::string_view) {
        return json::serialize(json::object{{"message", error.message}});
    }
};

struct XmlBody {
    static constexpr const char* content_type = "text/xml";

    static std::string document(const Service& service, const std::string& root_name,
                                const Shape& shape, const json::object& value) {
        pugi::xml_document document;
        auto root = document.append_child(root_name.c_str());
        root.append_attribute("xmlns").set_value(service.xml_namespace.c_str());
        to_wire_xml(root, shape, value);
        return print_xml(document);
    }

    static std::string request(const Service& service, const Operation& operation,
                               const json::object& input) {
        return document(service, operation.input_element, *operation.input, input);
    }

    static std::string response(const Service& service, const Operation& operation,
                                const json::object& output) {
        return document(service, operation.output->name, *operation.output, output);
    }

    static Result<json::object> read(const Shape& shape, std::string_view body,
                                     std::vector<std::string>&) {
        pugi::xml_document parsed;
        TRY_VOID(parse_xml(parsed, body));
        return from_wire_xml(parsed.document_element(), shape);
    }

    static std::string error(const Service& service, const Error& error,
                             std::string_view request_id) {
        return error_response_xml(service, error, request_id);
    }
};

void merge(json::object& into, json::object from) {
    for (auto& [name, value] : from)
        into[name] = std::move(value);
}

template <typename Body>
Result<http::Request> write_request(const Service& service, const Operation& operation,
                                    const json::object& input) {
    http::Request request;
    TRY_VOID(bind_request(request, operation, input));
    if (operation.input && has_body_members(*operation.input)) {
        request.body = Body::request(service, operation, input);
        request.headers.set("Content-Type", Body::content_type);
    }
    return request;
}

template <typename Body>
Result<json::object> read_output(const Service&, const Operation& operation,
                                 const http::Response& response) {
    json::object output;
    if (!operation.output)
        return output;
    std::vector<std::string> unknown;
    if (!response.body.empty() && has_body_members(*operation.output))
        output = TRY(Body::read(*operation.output, response.body, unknown));
    TRY_VOID(read_response_headers(response, *operation.output, output));
    return output;
}

template <typename Body>
Result<json::object> read_input(const http::Request& request, const Operation& operation,
                                std::vector<std::string>& unknown) {
    auto input = TRY(read_bindings(request, operation));
    if (operation.input && !request.body.empty() && has_body_members(*operation.input))
        merge(input, TRY(Body::read(*operation.input, request.body, unknown)));
    return input;
}

Result<const Operation*> find_operation(const Service& service, const http::Request& request) {
    if (const auto* operation = match_operation(service, request))
        return operation;
    return std::unexpected(request_fault(service.protocol, RequestFault::UnknownOperation, ""));
}

template <typename Body>
Result<DecodedRequest> read_request(const Service& service, const Operation& operation,
                                    const http::Request& request) {
    DecodedRequest decoded{.operation = &operation};
    auto input = read_input<Body>(request, operation, decoded.unknown_members);
    if (!input)
        return std::unexpected(
            request_fault(service.protocol, RequestFault::Malformed, input.error().message));
    decoded.input = *std::move(input);
    return decoded;
}

template <typename Body>
http::Response write_output(const Service& service, const Operation& operation,
                            const json::object& output, std::string_view request_id) {
    http::Response response{
        operation.status,
        {{"Content-Type", Body::content_type}, {"x-amzn-RequestId", std::string(request_id)}},
        {}};
    if (operation.output) {
        bind_response_headers(response, *operation.output, output);
        response.body = Body::response(service, operation, output);
    }
    return response;
}

template <typename Body>
http::Response write_error(const Service& service, const Error& error,
                           std::string_view request_id) {
    return {error.http_status,
            {{"Content-Type", Body::content_type},
             {"x-amzn-RequestId", std::string(request_id)},
             {"x-amzn-ErrorType", error.code}},
            Body::error(service, error, request_id)};
}

template <typename Body>
constexpr Codec codec{write_request<Body>, read_output<Body>,  find_operation,
                      read_request<Body>,  write_output<Body>, write_error<Body>};

}  // namespace

const Codec rest_json_codec = codec<JsonBody>;
const Codec rest_xml_codec = codec<XmlBody>;

}  // namespace inland::aws
