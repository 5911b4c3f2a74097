// SPDX-License-Identifier: Apache-2.0
#include "emulator/service_finder.h"

#include "aws/protocols/protocol.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using Matches = std::function<bool(const aws::Service&)>;

const aws::Service* first_that(const Matches& matches) {
    for (const auto& name : aws::service_names())
        if (const auto service = aws::find_service(name); service && matches(**service))
            return *service;
    return nullptr;
}

std::string_view before(std::string_view text, char mark) {
    return text.substr(0, text.find(mark));
}

/// A form stands in the body, or in the query of a GET.
std::optional<std::string> form_member(const http::Request& request, std::string_view name) {
    const auto text = request.body.empty() ? request.raw_query() : std::string_view(request.body);
    constexpr std::size_t longest = std::size_t{1} << 20U;
    for (const auto& [key, value] : http::parse_form(text.substr(0, longest)))
        if (key == name)
            return value;
    return std::nullopt;
}

const aws::Service* by_target(const http::Request& request) {
    const auto target = request.headers.get_or_empty("X-Amz-Target");
    const auto prefix = before(target, '.');
    return prefix.empty() ? nullptr : first_that([&](const aws::Service& service) {
        return service.target_prefix == prefix;
    });
}

const aws::Service* by_host(const http::Request& request) {
    const auto host = request.headers.get_or_empty("Host");
    return first_that([&](const aws::Service& service) {
        return host.starts_with(service.endpoint_prefix + ".");
    });
}

const aws::Service* by_form_version(const http::Request& request) {
    const auto version = form_member(request, "Version");
    return !version ? nullptr : first_that([&](const aws::Service& service) {
        const bool speaks_forms =
            service.protocol == aws::Protocol::Query || service.protocol == aws::Protocol::Ec2;
        return speaks_forms && service.api_version == *version;
    });
}

const aws::Service* by_path(const http::Request& request) {
    return first_that([&](const aws::Service& service) {
        const bool speaks_rest = service.protocol == aws::Protocol::RestJson ||
                                 service.protocol == aws::Protocol::RestXml;
        return speaks_rest && aws::addressed_operation(service, request).has_value();
    });
}

/// Two APIs that differ in their version alone can have one signing name, as Elastic Load
/// Balancing's have: a form says which.
Result<const aws::Service*> of_version(const http::Request& request, const aws::Service& any) {
    const auto version = form_member(request, "Version");
    if (!version || any.api_version == *version)
        return &any;
    const auto* service = first_that([&](const aws::Service& candidate) {
        return candidate.signing_name == any.signing_name && candidate.api_version == *version;
    });
    if (service != nullptr)
        return service;
    return failure(ErrorKind::InvalidInput,
                   fmt::format("The API version {} of {} is not emulated by Inland.", *version,
                               any.signing_name),
                   "InvalidAction", 400);
}

Result<const aws::Service*> by_scope(const http::Request& request, const aws::sigv4::Claim& claim) {
    const auto* service = first_that(
        [&](const aws::Service& candidate) { return candidate.signing_name == claim.service; });
    if (service == nullptr)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("The service {} is not emulated by Inland.", claim.service),
                       "UnknownService", 501);
    return service->protocol == aws::Protocol::Query ? of_version(request, *service) : service;
}

}  // namespace

Result<const aws::Service*> find_addressed_service(const http::Request& request,
                                                   const std::optional<aws::sigv4::Claim>& claim) {
    if (claim)
        return by_scope(request, *claim);
    for (const auto& find : {by_target, by_host, by_form_version, by_path})
        if (const auto* service = find(request))
            return service;
    return failure(ErrorKind::InvalidInput,
                   "The request is not signed, and neither its host nor its path nor its body "
                   "says which AWS service it is for.",
                   "MissingAuthenticationToken", 403);
}

std::string named_operation(const http::Request& request) {
    const auto target = request.headers.get_or_empty("X-Amz-Target");
    if (const auto dot = target.find('.'); dot != target.npos)
        return target.substr(dot + 1);
    if (const auto action = form_member(request, "Action"))
        return *action;
    return request.method + " " + std::string(request.raw_path());
}

}  // namespace inland::emulator
