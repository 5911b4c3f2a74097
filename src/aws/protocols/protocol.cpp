// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/protocol.h"

#include "aws/protocols/check.h"
#include "aws/protocols/codec.h"
#include "aws/protocols/errors.h"

namespace inland::aws {

namespace {

const Codec& codec_of(const Service& service) {
    static const std::map<Protocol, const Codec*> codecs{
        {Protocol::Query, &query_codec},      {Protocol::Ec2, &ec2_codec},
        {Protocol::Json, &json_codec},        {Protocol::RestJson, &rest_json_codec},
        {Protocol::RestXml, &rest_xml_codec},
    };
    return *codecs.at(service.protocol);
}

/// The status of an error that says none, where the service's table has none for its code.
int status_of_kind(ErrorKind kind) {
    static const std::map<ErrorKind, int> statuses{
        {ErrorKind::AccessDenied, 403},
        {ErrorKind::Unavailable, 503},
        {ErrorKind::Internal, 500},
    };
    const auto found = statuses.find(kind);
    return found == statuses.end() ? 400 : found->second;
}

Error completed(const Service& service, Error error) {
    if (error.code.empty())
        error.code = error.kind == ErrorKind::Internal ? "InternalFailure" : "ValidationException";
    const auto known = service.error_status.find(error.code);
    if (error.http_status == 0)
        error.http_status =
            known == service.error_status.end() ? status_of_kind(error.kind) : known->second;
    return error;
}

/// Messages begin members with a small letter, whatever the model does; EC2's are the model's own.
std::string as_in_message(Protocol protocol, std::string path) {
    bool begins = protocol != Protocol::Ec2;
    for (auto& letter : path) {
        if (begins && letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
        begins = protocol != Protocol::Ec2 && letter == '.';
    }
    return path;
}

}  // namespace

Result<http::Request> encode_request(const Service& service, const Operation& operation,
                                     const json::object& input) {
    if (operation.input)
        TRY_VOID(check_document(*operation.input, input));
    else if (!input.empty())
        return failure(ErrorKind::InvalidInput, operation.name + " takes no input");
    return codec_of(service).write_request(service, operation, input);
}

Result<json::value> decode_response(const Service& service, const Operation& operation,
                                    const http::Response& response) {
    if (response.status >= 300)
        return std::unexpected(decode_error(service.protocol, response));
    auto output = codec_of(service).read_output(service, operation, response);
    if (!output)
        return failure(ErrorKind::Unavailable,
                       fmt::format("the answer to {} is not understood: {}", operation.name,
                                   output.error().message),
                       "", response.status);
    return json::value(*std::move(output));
}

Result<const Operation*> addressed_operation(const Service& service, const http::Request& request) {
    return codec_of(service).find_operation(service, request);
}

Result<DecodedRequest> decode_request(const Service& service, const http::Request& request) {
    const auto* operation = TRY(addressed_operation(service, request));
    auto decoded = TRY(codec_of(service).read_request(service, *operation, request));
    if (!decoded.operation->input)
        return decoded;
    if (const auto missing = missing_member(*decoded.operation->input, decoded.input);
        !missing.empty())
        return std::unexpected(request_fault(service.protocol, RequestFault::MissingMember,
                                             as_in_message(service.protocol, missing)));
    return decoded;
}

http::Response encode_response(const Service& service, const Operation& operation,
                               const json::object& output, std::string_view request_id) {
    return codec_of(service).write_output(service, operation, output, request_id);
}

http::Response encode_error(const Service& service, const Error& error,
                            std::string_view request_id) {
    return codec_of(service).write_error(service, completed(service, error), request_id);
}

}  // namespace inland::aws
