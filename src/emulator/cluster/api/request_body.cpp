// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/request_body.h"

#include "emulator/cluster/api/protobuf.h"
#include "emulator/cluster/api/status.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

Result<json::object> read_json(std::string_view text) {
    auto body = parse_json(text);
    if (!body)
        return std::unexpected(bad_request(body.error().message));
    if (!body->is_object())
        return std::unexpected(bad_request("the body of the request is not an object"));
    return std::move(body->get_object());
}

struct BodyRow {
    std::string_view content_type;
    Result<json::object> (*read)(std::string_view body);
};
constexpr std::array bodies{BodyRow{"application/json", read_json},
                            BodyRow{protobuf_content_type, read_protobuf}};

}  // namespace

Result<json::object> read_body(const http::Request& request) {
    const auto said = request.headers.get("Content-Type").value_or(bodies[0].content_type);
    for (const auto& row : bodies)
        if (said.substr(0, said.find(';')) == row.content_type)
            return row.read(request.body);
    return std::unexpected(unsupported_media_type(bodies[0].content_type));
}

}  // namespace inland::emulator::cluster
