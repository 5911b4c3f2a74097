// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/open_api.h"

#include "emulator/cluster/api/custom_types.h"
#include "emulator/cluster/api/open_api_document.h"
#include "emulator/cluster/api/open_api_protobuf.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

using Types = std::vector<const ResourceType*>;

constexpr std::string_view v3_path = "/openapi/v3";
/// kubectl reads version 2 as a protocol buffer (gnostic's openapi.v2.Document).
constexpr std::string_view protobuf_type =
    "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
constexpr std::string_view protobuf_mark = "proto-openapi.spec.v2";

http::Response json_document(std::string_view text) {
    return {200, {{"Content-Type", "application/json"}}, std::string(text)};
}

/// "/openapi/v3/apis/apps/v1" by the group's version: the path, and a hash that changes when it
/// does.
json::object index_of(const Types& types) {
    json::object paths;
    for (const auto* type : types) {
        const auto path =
            fmt::format("{}/{}", type->group.empty() ? "api" : "apis", type->api_version());
        if (!paths.contains(path))
            paths[path] = json::object{{"serverRelativeURL", fmt::format("{}/{}", v3_path, path)}};
    }
    return {{"paths", std::move(paths)}};
}

std::optional<http::Response> version_3(const Types& types, std::string_view path) {
    if (path == v3_path)
        return json_document(json::serialize(index_of(types)));
    for (const auto* type : types) {
        const auto own = fmt::format("{}/{}/{}", v3_path, type->group.empty() ? "api" : "apis",
                                     type->api_version());
        if (path == own)
            return json_document(json::serialize(open_api_of_group(types, type->api_version())));
    }
    return std::nullopt;
}

}  // namespace

std::optional<http::Response> open_api_answer(World& world, const RecordKey& cluster,
                                              const http::Request& request) {
    const auto path = request.raw_path();
    if (path.starts_with(v3_path))
        return version_3(served_types(world, cluster), path);
    if (path != "/openapi/v2")
        return std::nullopt;
    const auto document = open_api_of_all(served_types(world, cluster));
    if (request.headers.get_or_empty("Accept").find(protobuf_mark) == std::string::npos)
        return json_document(json::serialize(document));
    return http::Response{
        200, {{"Content-Type", std::string(protobuf_type)}}, open_api_protobuf(document)};
}

}  // namespace inland::emulator::cluster
