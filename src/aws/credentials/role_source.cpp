// SPDX-License-Identifier: Apache-2.0
#include "aws/client.h"
#include "aws/credentials/sources.h"
#include "aws/protocols/timestamps.h"
#include "aws/text_lines.h"

namespace inland::aws {

namespace {

json::object role_input(const RoleRequest& role, const Clock& clock) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(clock.now());
    json::object input{
        {"RoleArn", role.role_arn},
        {"RoleSessionName", role.session_name.empty()
                                ? fmt::format("inland-{}", seconds.time_since_epoch().count())
                                : role.session_name}};
    if (!role.external_id.empty())
        input["ExternalId"] = role.external_id;
    if (role.duration_seconds)
        input["DurationSeconds"] = *role.duration_seconds;
    return input;
}

Result<Credentials> call_sts(const SourceContext& context, std::string_view operation,
                             json::object input, Credentials source, std::stop_token stop) {
    Client client(context.http, context.clock, context.configuration,
                  std::make_shared<StaticCredentials>(std::move(source)));
    auto answer = client.call("sts", operation, input, std::move(stop));
    const auto role = string_or_empty(input, "RoleArn");
    if (!answer)
        return std::unexpected(std::move(answer).error().with_context("assuming " + role));
    const auto* credentials = find(*answer, "Credentials");
    return credentials_from_json(credentials ? *credentials : json::value(), "role " + role);
}

}  // namespace

Result<Credentials> assume_role(const SourceContext& context, const RoleRequest& role,
                                const Credentials& source, std::stop_token stop) {
    return call_sts(context, "AssumeRole", role_input(role, context.clock), source,
                    std::move(stop));
}

Result<Credentials> assume_role_with_web_identity(const SourceContext& context,
                                                  const RoleRequest& role,
                                                  const std::string& token_file,
                                                  std::stop_token stop) {
    const auto token = TRY(context.environment.read_file(token_file));
    auto input = role_input(role, context.clock);
    input["WebIdentityToken"] = trimmed(token.substr(0, token.find('\n')));
    return call_sts(context, "AssumeRoleWithWebIdentity", std::move(input), {}, std::move(stop));
}

SourceResult from_web_identity(const SourceContext& context, std::stop_token stop) {
    const auto token_file = context.environment.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    const auto role_arn = context.environment.variable("AWS_ROLE_ARN");
    if (!token_file)
        return std::nullopt;
    if (!role_arn)
        return failure(ErrorKind::AccessDenied,
                       "AWS_WEB_IDENTITY_TOKEN_FILE is set but AWS_ROLE_ARN is not");
    const RoleRequest role{
        .role_arn = *role_arn,
        .session_name = context.environment.variable("AWS_ROLE_SESSION_NAME").value_or("")};
    return TRY(assume_role_with_web_identity(context, role, *token_file, std::move(stop)));
}

Result<Credentials> credentials_from_json(const json::value& document, std::string source) {
    const auto id = find_string(document, "AccessKeyId");
    const auto secret = find_string(document, "SecretAccessKey");
    if (!id || !secret)
        return failure(ErrorKind::AccessDenied,
                       source + " answered without AccessKeyId and SecretAccessKey");
    auto token = string_or_empty(document, "SessionToken");
    if (token.empty())
        token = string_or_empty(document, "Token");
    return Credentials{.access_key_id = *id,
                       .secret_access_key = Secret(*secret),
                       .session_token = Secret(std::move(token)),
                       .expiration = parse_timestamp(string_or_empty(document, "Expiration")),
                       .source = std::move(source)};
}

}  // namespace inland::aws
