// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/open_api.h"

namespace inland::emulator::cluster {

namespace {

/// kubectl reads version 2 as a protocol buffer (gnostic's openapi.v2.Document).
constexpr std::string_view protobuf_type =
    "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
constexpr std::string_view protobuf_mark = "proto-openapi.spec.v2";
/// Field 1, "swagger": "2.0"; field 2, "info": {1 "title", 2 "version"}.
constexpr std::string_view protobuf_document =
    "\x0a\x03"
    "2.0"
    "\x12\x12\x0a\x0a"
    "Kubernetes"
    "\x12\x04"
    "v1.0";

constexpr std::string_view version_2 =
    R"({"swagger":"2.0","info":{"title":"Kubernetes","version":"unversioned"},"paths":{}})";
constexpr std::string_view version_3 = R"({"paths":{}})";

http::Response json_document(std::string_view text) {
    return {200, {{"Content-Type", "application/json"}}, std::string(text)};
}

}  // namespace

std::optional<http::Response> open_api_answer(const http::Request& request) {
    const auto path = request.raw_path();
    if (path == "/openapi/v3")
        return json_document(version_3);
    if (path != "/openapi/v2")
        return std::nullopt;
    if (request.headers.get_or_empty("Accept").find(protobuf_mark) == std::string::npos)
        return json_document(version_2);
    return http::Response{
        200, {{"Content-Type", std::string(protobuf_type)}}, std::string(protobuf_document)};
}

}  // namespace inland::emulator::cluster
