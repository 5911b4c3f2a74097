// SPDX-License-Identifier: Apache-2.0
#include "emulator/attempt_pages.h"

#include "emulator/cluster/attempt.h"
#include "http/wire.h"

#include <map>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

http::Response page(const json::value& document, int status = 200) {
    return {.status = status,
            .headers = {{"Content-Type", "application/json"}},
            .body = json::serialize(document) + "\n"};
}

Result<std::string> parameter(const http::Request& request, std::string_view name) {
    for (auto& [key, value] : http::parse_form(request.raw_query()))
        if (key == name && !value.empty())
            return std::move(value);
    return failure(ErrorKind::InvalidInput, fmt::format("the parameter {} is missing", name));
}

Result<json::value> resolved(World& world, const http::Request& request) {
    const auto who = TRY(parameter(request, "from"));
    const auto name = TRY(parameter(request, "name"));
    return attempt_json(resolve_as(world, who, name));
}

Result<json::value> connected(World& world, const http::Request& request) {
    const auto who = TRY(parameter(request, "from"));
    const auto to = TRY(parameter(request, "to"));
    const auto target = http::parse_authority(to);
    if (!target)
        return failure(ErrorKind::InvalidInput, fmt::format("{} is not HOST:PORT", to));
    return attempt_json(connect_as(world, who, target->host, target->port));
}

http::Response answer(const Result<json::value>& document) {
    return document ? page(*document)
                    : page(json::object{{"error", document.error().message}}, 400);
}

}  // namespace

http::Response resolve_page(World& world, const http::Request& request) {
    return answer(resolved(world, request));
}

http::Response connect_page(World& world, const http::Request& request) {
    return answer(connected(world, request));
}

}  // namespace inland::emulator
