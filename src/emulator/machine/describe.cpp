// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/describe.h"

#include "emulator/service.h"
#include "emulator/services/arn.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

Handler find_handler(std::string_view service, std::string_view operation) {
    for (const auto& row : services())
        if (row.service == service)
            for (const auto& each : row.operations)
                if (each.operation == operation)
                    return each.handler;
    return nullptr;
}

/// What answers must not show is not there for the importer either.
json::object without_hidden(json::object document) {
    std::vector<std::string> hidden;
    for (const auto& [key, value] : document)
        if (std::string_view(key).starts_with('_'))
            hidden.emplace_back(key);
    for (const auto& key : hidden)
        document.erase(key);
    return document;
}

/// Whether targets are healthy is judged by the observed network, so it cannot be a part of it.
bool follows_from_network(std::string_view operation) {
    return operation == "DescribeTargetHealth";
}

}  // namespace

sources::Describe describe_from(World& world, const Scope& scope) {
    const Caller caller{
        .account = scope.account,
        .region = scope.region,
        .principal_arn =
            fmt::format("arn:{}:iam::{}:root", partition_of(world, scope.region), scope.account)};
    return [&world, caller](std::string_view service, std::string_view operation,
                            const json::object& input) -> Result<json::value> {
        if (follows_from_network(operation))
            return json::object{};
        const auto handler = find_handler(service, operation);
        if (handler == nullptr)
            return failure(ErrorKind::NotFound,
                           fmt::format("{} has no operation {}", service, operation),
                           "UnknownOperation");
        return without_hidden(TRY(handler({world, caller, operation, input, "observation"})));
    };
}

}  // namespace inland::emulator
