// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/protocols/protocol.h"

#include <string_view>

namespace inland::aws {

/// One protocol's functions. Inputs are checked and statuses chosen before they are called
/// (protocol.cpp).
struct Codec {
    Result<http::Request> (*write_request)(const Service&, const Operation&, const json::object&);
    Result<json::object> (*read_output)(const Service&, const Operation&, const http::Response&);
    Result<const Operation*> (*find_operation)(const Service&, const http::Request&);
    Result<DecodedRequest> (*read_request)(const Service&, const Operation&, const http::Request&);
    http::Response (*write_output)(const Service&, const Operation&, const json::object&,
                                   std::string_view request_id);
    http::Response (*write_error)(const Service&, const Error&, std::string_view request_id);
};

extern const Codec query_codec;
extern const Codec ec2_codec;
extern const Codec json_codec;
extern const Codec rest_json_codec;
extern const Codec rest_xml_codec;

/// The body of an error as query and rest-xml write it.
std::string error_response_xml(const Service& service, const Error& error,
                               std::string_view request_id);
/// {"message": ...} with the code where json has it.
std::string error_response_json(const Error& error);

}  // namespace inland::aws
