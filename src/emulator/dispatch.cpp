// SPDX-License-Identifier: Apache-2.0
#include "emulator/dispatch.h"

#include "aws/protocols/errors.h"
#include "aws/protocols/protocol.h"
#include "core/crypto.h"
#include "emulator/authorization.h"
#include "emulator/authorization/endpoint_policy.h"
#include "emulator/coverage.h"
#include "emulator/launch_faults.h"
#include "emulator/service_finder.h"

#include <exception>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

bool is_unknown_operation(const aws::Service& service, const Error& error) {
    return error.code ==
           aws::request_fault(service.protocol, aws::RequestFault::UnknownOperation, "").code;
}

/// How services of each protocol refuse what they do not support.
std::string_view unsupported_code(aws::Protocol protocol) {
    static const std::map<aws::Protocol, std::string_view> codes{
        {aws::Protocol::Ec2, "UnsupportedOperation"},
        {aws::Protocol::Query, "ValidationError"},
        {aws::Protocol::Json, "ValidationException"},
        {aws::Protocol::RestJson, "InvalidParameterException"},
        {aws::Protocol::RestXml, "InvalidInput"},
    };
    return codes.at(protocol);
}

/// A member that AWS has and Inland does not would be dropped in silence; better to say so.
Result<void> check_members(const aws::Service& service, const aws::Operation& operation,
                           const json::object& input) {
    const auto member = refused_member(service.name, operation.name, input);
    if (member.empty())
        return {};
    return failure(
        ErrorKind::InvalidInput,
        fmt::format("The member {} of {} is not emulated by Inland.", member, operation.name),
        std::string(unsupported_code(service.protocol)), 400);
}

/// XML and JSON clients both understand their own kind of error only.
http::Response foreign_error(const http::Request& request, const Error& error,
                             const std::string& request_id) {
    const bool json_client = request.headers.get("X-Amz-Target") ||
                             request.headers.get_or_empty("Content-Type").contains("json");
    if (json_client)
        return {.status = error.http_status,
                .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                            {"x-amzn-RequestId", request_id},
                            {"x-amzn-ErrorType", error.code}},
                .body = json::serialize(
                    json::object{{"__type", error.code}, {"message", error.message}})};
    return {.status = error.http_status,
            .headers = {{"Content-Type", "text/xml"}, {"x-amzn-RequestId", request_id}},
            .body = fmt::format("<ErrorResponse><Error><Type>Sender</Type><Code>{}</Code><Message>"
                                "{}</Message></Error><RequestId>{}</RequestId></ErrorResponse>",
                                error.code, error.message, request_id)};
}

}  // namespace

std::string new_request_id() {
    // RFC 9562 section 5.4: version 4, variant 10xx.
    return fmt::format("{}-{}-4{}-{}{}-{}", random_text(8), random_text(4), random_text(3),
                       random_text(1, "89ab"), random_text(3), random_text(12));
}

Dispatcher::Dispatcher(World& world, std::span<const ServiceRow> services, Metrics& metrics,
                       Faults& faults, DispatchOptions options)
    : world_(world), metrics_(metrics), faults_(faults), options_(std::move(options)) {
    world_.part<LaunchFaults>().faults = &faults_;
    for (const auto& [service, operations] : services)
        for (const auto& row : operations)
            handlers_[std::string(service)][std::string(row.operation)] = row.handler;
}

void Dispatcher::handle(const http::Request& request, http::Responder responder) {
    world_.scheduler().run_due(world_, world_.now());
    auto answered = answer(request);
    answered.response.headers.set("x-inland-speed", options_.speed);
    deliver(std::move(answered), std::move(responder));
}

Dispatcher::Answer Dispatcher::answer(const http::Request& request) {
    const auto claim = aws::sigv4::read_claim(request);
    const auto service = find_addressed_service(
        request, claim ? std::optional(*claim) : std::optional<aws::sigv4::Claim>{});
    if (!service)
        return unknown_service(request, service.error());
    Passage passage{request, **service, named_operation(request), new_request_id()};
    return answer_for(passage);
}

Dispatcher::Answer Dispatcher::answer_for(Passage& passage) {
    Answer answered;
    auto outcome = carry_out(passage, answered.met);
    const std::string code = outcome ? "" : outcome.error().code;
    answered.response =
        outcome ? std::move(*outcome)
                : aws::encode_error(passage.service, outcome.error(), passage.request_id);
    metrics_.count_request(passage.service.name, passage.operation, code, world_.now());
    return answered;
}

Result<http::Response> Dispatcher::carry_out(Passage& passage, Misfortune& met) {
    const auto operation = aws::addressed_operation(passage.service, passage.request);
    if (operation)
        passage.operation = (*operation)->name;
    met = faults_.strike(passage.service, passage.operation);
    if (met.error)
        return std::unexpected(*met.error);
    const bool unsigned_call = operation && !(*operation)->authenticated;
    const auto caller =
        unsigned_call ? anonymous(options_.home)
                      : TRY(authenticate(world_.store(), passage.request, passage.service,
                                         options_.wall_now(), options_.signatures, options_.home));
    if (!operation && is_unknown_operation(passage.service, operation.error()))
        return std::unexpected(not_emulated(passage));
    if (!operation)
        return std::unexpected(operation.error());
    const auto decoded = TRY(aws::decode_request(passage.service, passage.request));
    TRY_VOID(check_members(passage.service, **operation, decoded.input));
    return run(passage, **operation, caller, decoded.input);
}

Result<http::Response> Dispatcher::run(const Passage& passage, const aws::Operation& operation,
                                       const Caller& caller, const json::object& input) {
    const auto service = handlers_.find(passage.service.name);
    if (service == handlers_.end() || !service->second.contains(operation.name))
        return std::unexpected(not_emulated(passage));
    const Handler handler = service->second.find(operation.name)->second;
    const Call call{world_, caller, operation.name, input, passage.request_id};
    TRY_VOID(pass_endpoint(call, passage.service,
                           passage.request.headers.get_or_empty(endpoint_header),
                           options_.wall_now()));
    TRY_VOID(authorize(call, passage.service, options_.wall_now()));
    try {
        const auto output = TRY(handler(call));
        return aws::encode_response(passage.service, operation, output, passage.request_id);
    } catch (const std::exception& thrown) {
        return failure(ErrorKind::Internal,
                       fmt::format("{} failed inside Inland: {}", operation.name, thrown.what()),
                       "InternalFailure", 500);
    }
}

Error Dispatcher::not_emulated(const Passage& passage) {
    metrics_.count_unemulated(passage.service.name, passage.operation);
    auto error = aws::request_fault(passage.service.protocol, aws::RequestFault::UnknownOperation,
                                    passage.operation);
    error.message = fmt::format("The operation {} of {} is not emulated by Inland.",
                                passage.operation, passage.service.name);
    return error;
}

Dispatcher::Answer Dispatcher::unknown_service(const http::Request& request, const Error& error) {
    const auto operation = named_operation(request);
    metrics_.count_unemulated("", operation);
    metrics_.count_request("", operation, error.code, world_.now());
    return {.response = foreign_error(request, error, new_request_id())};
}

void Dispatcher::deliver(Answer answered, http::Responder responder) {
    if (answered.met.delivery == Delivery::Lost)
        return responder.abort();
    if (answered.met.latency.count() == 0)
        return responder.send(std::move(answered.response));
    options_.later(answered.met.latency,
                   [responder, response = std::move(answered.response)]() mutable {
                       responder.send(std::move(response));
                   });
}

}  // namespace inland::emulator
