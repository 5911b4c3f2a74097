// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/refusal.h"

#include "emulator/services/members.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// What part of a code says which kind of failure it is; the first that fits.
constexpr std::array<std::pair<std::string_view, ErrorKind>, 14> kinds{{
    {"NotFound", ErrorKind::NotFound},
    {"NoSuchEntity", ErrorKind::NotFound},
    {"AlreadyExists", ErrorKind::AlreadyExists},
    {"Duplicate", ErrorKind::AlreadyExists},
    {"Conflict", ErrorKind::InUse},
    {"DependencyViolation", ErrorKind::InUse},
    {"InUse", ErrorKind::InUse},
    {"AccessDenied", ErrorKind::AccessDenied},
    {"UnauthorizedOperation", ErrorKind::AccessDenied},
    {"Throttl", ErrorKind::Throttled},
    {"RequestLimitExceeded", ErrorKind::Throttled},
    {"ServiceUnavailable", ErrorKind::Unavailable},
    {"InternalError", ErrorKind::Internal},
    {"", ErrorKind::InvalidInput},
}};

ErrorKind kind_of(std::string_view code) {
    for (const auto& [part, kind] : kinds)
        if (code.find(part) != std::string_view::npos)
            return kind;
    return ErrorKind::InvalidInput;
}

}  // namespace

std::unexpected<Error> refuse(std::string code, std::string message, int http_status) {
    const auto kind = kind_of(code);
    return failure(kind, std::move(message), std::move(code), http_status);
}

Result<void> require(const Call& call, std::initializer_list<std::string_view> members) {
    for (const auto member : members) {
        if (has(call.input, member))
            continue;
        return refuse("MissingParameter",
                      fmt::format("The request must contain the parameter {}", member));
    }
    return {};
}

}  // namespace inland::emulator
