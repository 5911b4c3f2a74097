// SPDX-License-Identifier: Apache-2.0
// The query protocol and EC2's dialect of it: parameters in a form, answers in XML.
#include "aws/protocols/codec.h"
#include "aws/protocols/errors.h"
#include "aws/protocols/query_document.h"
#include "aws/protocols/utf8.h"
#include "aws/protocols/xml_document.h"

namespace inland::aws {

namespace {

std::string form_text(const Parameters& parameters) {
    std::string text;
    for (const auto& [name, value] : parameters)
        text += fmt::format("{}{}={}", text.empty() ? "" : "&", http::percent_encode(name),
                            http::percent_encode(value));
    return text;
}

Result<http::Request> write_request(const Service& service, const Operation& operation,
                                    const json::object& input) {
    Parameters parameters{{"Action", operation.name}, {"Version", service.api_version}};
    if (operation.input)
        std::ranges::move(to_parameters(service.protocol, *operation.input, input),
                          std::back_inserter(parameters));
    return http::Request{
        .method = "POST",
        .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
        .body = form_text(parameters)};
}

/// Where the output's members stand: below the root in ec2, below <OperationResult> in query.
pugi::xml_node output_element(const Service& service, const Operation& operation,
                              const pugi::xml_document& document) {
    const auto root = document.document_element();
    return service.protocol == Protocol::Ec2 ? root
                                             : root.child((operation.name + "Result").c_str());
}

Result<json::object> read_output(const Service& service, const Operation& operation,
                                 const http::Response& response) {
    pugi::xml_document document;
    TRY_VOID(parse_xml(document, response.body));
    if (!operation.output)
        return json::object{};
    return from_wire_xml(output_element(service, operation, document), *operation.output);
}

bool names_no_member(std::string_view parameter) {
    return parameter == "Action" || parameter == "Version" || parameter.starts_with("X-Amz-");
}

Error parameter_error(Protocol protocol, const ParameterFault& fault) {
    return request_fault(protocol,
                         fault.kind == ParameterFault::Kind::Unknown
                             ? RequestFault::UnknownParameter
                             : RequestFault::Malformed,
                         fault.message);
}

/// Those of the body and of the address.
Parameters parameters_of(const http::Request& request) {
    auto parameters = http::parse_form(request.body);
    std::ranges::move(http::parse_form(request.raw_query()), std::back_inserter(parameters));
    return parameters;
}

Result<const Operation*> find_action(const Service& service, const http::Request& request) {
    const auto parameters = parameters_of(request);
    const auto action = std::ranges::find(parameters, "Action", &Parameters::value_type::first);
    if (action == parameters.end() || action->second.empty())
        return std::unexpected(request_fault(service.protocol, RequestFault::MissingOperation, ""));
    const auto operation = service.find_operation(action->second);
    if (!operation)
        return std::unexpected(
            request_fault(service.protocol, RequestFault::UnknownOperation,
                          is_utf8(action->second) ? action->second : "that was asked for"));
    return *operation;
}

Result<DecodedRequest> read_request(const Service& service, const Operation& operation,
                                    const http::Request& request) {
    static const Shape no_members{.name = "nothing", .kind = ShapeKind::Structure};
    auto parameters = parameters_of(request);
    std::erase_if(parameters, [](const auto& pair) { return names_no_member(pair.first); });
    const auto& shape = operation.input ? *operation.input : no_members;
    auto input = from_parameters(service.protocol, shape, parameters);
    if (!input)
        return std::unexpected(parameter_error(service.protocol, input.error()));
    return DecodedRequest{&operation, *std::move(input), {}};
}

pugi::xml_node append_text(pugi::xml_node parent, const char* name, std::string_view text) {
    auto element = parent.append_child(name);
    element.text().set(without_xml_controls(text).c_str());
    return element;
}

pugi::xml_node append_root(pugi::xml_document& document, const std::string& name,
                           const Service& service) {
    auto root = document.append_child(name.c_str());
    root.append_attribute("xmlns").set_value(service.xml_namespace.c_str());
    return root;
}

http::Response xml_response(int status, const pugi::xml_document& document,
                            std::string_view request_id) {
    return {
        status,
        {{"Content-Type", "text/xml;charset=UTF-8"}, {"x-amzn-RequestId", std::string(request_id)}},
        print_xml(document)};
}

http::Response write_query_output(const Service& service, const Operation& operation,
                                  const json::object& output, std::string_view request_id) {
    pugi::xml_document document;
    auto root = append_root(document, operation.name + "Response", service);
    if (operation.output)
        to_wire_xml(root.append_child((operation.name + "Result").c_str()), *operation.output,
                    output);
    append_text(root.append_child("ResponseMetadata"), "RequestId", request_id);
    return xml_response(operation.status, document, request_id);
}

/// Operations without an output answer <return>true</return>.
http::Response write_ec2_output(const Service& service, const Operation& operation,
                                const json::object& output, std::string_view request_id) {
    pugi::xml_document document;
    auto root = append_root(document, operation.name + "Response", service);
    append_text(root, "requestId", request_id);
    if (operation.output)
        to_wire_xml(root, *operation.output, output);
    else
        append_text(root, "return", "true");
    return xml_response(operation.status, document, request_id);
}

http::Response write_query_error(const Service& service, const Error& error,
                                 std::string_view request_id) {
    return {error.http_status,
            {{"Content-Type", "text/xml"}, {"x-amzn-RequestId", std::string(request_id)}},
            error_response_xml(service, error, request_id)};
}

http::Response write_ec2_error(const Service&, const Error& error, std::string_view request_id) {
    pugi::xml_document document;
    auto root = document.append_child("Response");
    auto element = root.append_child("Errors").append_child("Error");
    append_text(element, "Code", error.code);
    append_text(element, "Message", error.message);
    append_text(root, "RequestID", request_id);
    return xml_response(error.http_status, document, request_id);
}

}  // namespace

std::string error_response_xml(const Service& service, const Error& error,
                               std::string_view request_id) {
    pugi::xml_document document;
    auto root = append_root(document, "ErrorResponse", service);
    auto element = root.append_child("Error");
    append_text(element, "Type", error.http_status >= 500 ? "Receiver" : "Sender");
    append_text(element, "Code", error.code);
    append_text(element, "Message", error.message);
    append_text(root, "RequestId", request_id);
    return print_xml(document);
}

const Codec query_codec{write_request, read_output,        find_action,
                        read_request,  write_query_output, write_query_error};
const Codec ec2_codec{write_request, read_output,      find_action,
                      read_request,  write_ec2_output, write_ec2_error};

}  // namespace inland::aws
