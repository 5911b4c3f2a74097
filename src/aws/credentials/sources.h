// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/configuration.h"
#include "aws/credentials/credentials.h"
#include "aws/environment.h"
#include "core/json.h"
#include "http/client.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::aws {

/// What the sources of credentials need. The references outlive every call.
struct SourceContext {
    http::Client& http;
    Clock& clock;
    const Environment& environment;
    Configuration configuration;
};

/// Each source gives credentials, or nothing when it is not configured, or an error when it is and
/// does not work. No error holds a secret or a helper program's output.
using SourceResult = Result<std::optional<Credentials>>;

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
SourceResult from_environment(const SourceContext& context, std::stop_token stop);
/// The configured profile: role_arn with source_profile, credential_source or
/// web_identity_token_file; keys; credential_process.
SourceResult from_profile(const SourceContext& context, std::stop_token stop);
/// AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN.
SourceResult from_web_identity(const SourceContext& context, std::stop_token stop);
/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI (ECS, EKS Pod Identity).
SourceResult from_container(const SourceContext& context, std::stop_token stop);
/// The instance's metadata service, version 2.
SourceResult from_instance_metadata(const SourceContext& context, std::stop_token stop);

/// STS AssumeRole with the credentials given, and AssumeRoleWithWebIdentity with a token file.
struct RoleRequest {
    std::string role_arn;
    std::string session_name = {};
    std::string external_id = {};
    std::optional<int> duration_seconds = {};
};
Result<Credentials> assume_role(const SourceContext& context, const RoleRequest& role,
                                const Credentials& source, std::stop_token stop);
Result<Credentials> assume_role_with_web_identity(const SourceContext& context,
                                                  const RoleRequest& role,
                                                  const std::string& token_file,
                                                  std::stop_token stop);

/// The form that credential_process, containers and instances answer in: AccessKeyId,
/// SecretAccessKey, SessionToken or Token, Expiration.
Result<Credentials> credentials_from_json(const json::value& document, std::string source);

}  // namespace inland::aws
