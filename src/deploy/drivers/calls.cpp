// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"

#include <algorithm>
#include <array>

namespace inland::deploy::drivers {
namespace {

/// Terraform's provider tries for two minutes (AWS-TIMES, "IAM role or policy visible").
constexpr int most_attempts = 40;
constexpr Duration pause = std::chrono::seconds(3);

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// EC2's codes for an id that it does not know: "InvalidVpcID.NotFound".
bool is_unknown_ec2_id(const Error& error) {
    return error.code.starts_with("Invalid") && error.code.ends_with(".NotFound");
}

/// EKS cannot tell a role that is wrong from one that it does not see yet, and answers both with
/// InvalidParameterException; the message speaks of the role.
bool is_unseen_role(const Error& error) {
    static constexpr std::array<std::string_view, 2> codes = {"InvalidParameterException",
                                                              "InvalidRequestException"};
    return std::ranges::find(codes, error.code) != codes.end() &&
           (contains(error.message, "role") || contains(error.message, "Role"));
}

/// Auto Scaling tries a template before it makes a group with it, and EC2 may not see the instance
/// profile yet ("Invalid IAM Instance Profile name", as the Terraform provider waits out too).
bool is_unseen_profile(const Error& error) {
    return error.code == "ValidationError" &&
           contains(error.message, "Invalid IAM Instance Profile");
}

/// IAM looks at an issuer when it takes its provider, and that of a new cluster may not answer yet.
bool is_silent_issuer(const Error& error) {
    return contains(error.code, "OpenIdIdpCommunicationError");
}

Error interrupted() {
    return {ErrorKind::Interrupted, "stopped while waiting for AWS"};
}

}  // namespace

bool is_gone(const Error& error) {
    return error.kind == ErrorKind::NotFound || contains(error.code, "NotFound") ||
           error.code == "NoSuchEntity";
}

bool may_pass(const Error& error) {
    return error.kind == ErrorKind::Throttled || is_unknown_ec2_id(error) ||
           is_unseen_role(error) || is_unseen_profile(error) || is_silent_issuer(error);
}

Result<json::value> change(Context& context, std::string_view service, std::string_view operation,
                           json::object input) {
    for (int attempt = 1;; ++attempt) {
        auto answer = context.change(service, operation, input);
        if (answer || !may_pass(answer.error()) || attempt == most_attempts)
            return answer;
        if (!context.clock().wait_for(pause, context.stop()))
            return std::unexpected(interrupted());
    }
}

Result<void> remove(Context& context, std::string_view service, std::string_view operation,
                    json::object input) {
    auto answer = context.change(service, operation, std::move(input));
    if (answer || is_gone(answer.error()))
        return {};
    return std::unexpected(std::move(answer).error());
}

Result<void> wait_until(Context& context, Duration interval,
                        const std::function<Result<bool>()>& look) {
    while (!TRY(look())) {
        if (!context.clock().wait_for(interval, context.stop()))
            return std::unexpected(interrupted());
    }
    return {};
}

}  // namespace inland::deploy::drivers
