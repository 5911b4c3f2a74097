// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/aws_calls.h"

#include "aws/model.h"
#include "core/clock.h"
#include "emulator/authorization.h"
#include "emulator/service.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

Handler handler_of(std::string_view service, std::string_view operation) {
    for (const auto& row : services())
        if (row.service == service)
            for (const auto& candidate : row.operations)
                if (candidate.operation == operation)
                    return candidate.handler;
    return nullptr;
}

}  // namespace

Result<json::object> AwsCalls::operator()(std::string_view service, std::string_view operation,
                                          const json::object& input) const {
    const Caller caller{.account = scope_.account,
                        .region = scope_.region,
                        .principal_arn = role_arn_,
                        .access_key_id = {},
                        .user_id = {}};
    const Call call{*world_, caller, operation, input, "controller"};
    const auto* model = TRY(aws::find_service(service));
    TRY_VOID(authorize(call, *model, SystemClock().now()));
    const auto handler = handler_of(service, operation);
    if (handler == nullptr)
        return failure(ErrorKind::NotFound, fmt::format("{} has no {}", service, operation),
                       "InvalidAction");
    return handler(call);
}

std::string aws_text(const Error& error) {
    return error.code.empty() ? error.message : fmt::format("{}: {}", error.code, error.message);
}

json::array ec2_filter(std::string_view name, std::string_view value) {
    return {json::object{{"Name", name}, {"Values", json::array{value}}}};
}

json::array aws_tags(std::initializer_list<std::pair<std::string, std::string>> pairs) {
    json::array tags;
    for (const auto& [key, value] : pairs)
        tags.push_back(json::object{{"Key", key}, {"Value", value}});
    return tags;
}

}  // namespace inland::emulator::cluster
