// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/errors.h"
#include "aws/protocols/protocol.h"
#include "aws/protocols/xml_document.h"

namespace inland::aws {

namespace {

struct CodeAndMessage {
    std::string code;
    std::string message;
};

/// The <Error> element: below <ErrorResponse> (query, rest-xml), <Response><Errors> (ec2), or the
/// root itself (S3).
pugi::xml_node error_element(const pugi::xml_document& document) {
    const auto root = document.document_element();
    for (const auto& parent : {root, root.child("Errors"), pugi::xml_node(document)})
        if (const auto error = parent.child("Error"))
            return error;
    return {};
}

CodeAndMessage from_xml(const http::Response& response) {
    pugi::xml_document document;
    if (!parse_xml(document, response.body))
        return {};
    const auto error = error_element(document);
    return {error.child_value("Code"), error.child_value("Message")};
}

/// "com.amazonaws.kms#NotFoundException:http://..." is NotFoundException.
std::string bare_code(std::string code) {
    code.resize(std::min(code.find(':'), code.size()));
    return code.substr(code.rfind('#') + 1);
}

CodeAndMessage from_json(const http::Response& response) {
    const auto body = parse_json(response.body).value_or(json::object{});
    auto code = response.headers.get_or_empty("x-amzn-errortype");
    for (const auto* member : {"__type", "code", "Code"})
        if (code.empty())
            code = string_or_empty(body, member);
    auto message = string_or_empty(body, "message");
    return {bare_code(std::move(code)),
            message.empty() ? string_or_empty(body, "Message") : std::move(message)};
}

bool speaks_json(Protocol protocol) {
    return protocol == Protocol::Json || protocol == Protocol::RestJson;
}

}  // namespace

Error decode_error(Protocol protocol, const http::Response& response) {
    auto [code, message] = speaks_json(protocol) ? from_json(response) : from_xml(response);
    if (message.empty())
        message = fmt::format("HTTP status {}", response.status);
    const auto kind = error_kind(code, response.status);
    return {kind, std::move(message), std::move(code), response.status};
}

std::string request_id_of(const http::Response& response) {
    for (const auto* header : {"x-amzn-RequestId", "x-amz-request-id"})
        if (const auto id = response.headers.get(header))
            return std::string(*id);
    for (const std::string_view tag : {"<RequestId>", "<requestId>", "<RequestID>"}) {
        const auto begin = response.body.find(tag);
        if (begin == response.body.npos)
            continue;
        const auto text = std::string_view(response.body).substr(begin + tag.size());
        return std::string(text.substr(0, text.find('<')));
    }
    return "";
}

}  // namespace inland::aws
