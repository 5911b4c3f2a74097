// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials/sources.h"

namespace inland::aws {

SourceResult from_environment(const SourceContext& context, std::stop_token) {
    const auto& environment = context.environment;
    const auto id = environment.variable("AWS_ACCESS_KEY_ID");
    const auto secret = environment.variable("AWS_SECRET_ACCESS_KEY");
    if (!id && !secret)
        return std::nullopt;
    if (!id || !secret)
        return failure(ErrorKind::AccessDenied,
                       fmt::format("AWS_{} is set but AWS_{} is not",
                                   id ? "ACCESS_KEY_ID" : "SECRET_ACCESS_KEY",
                                   id ? "SECRET_ACCESS_KEY" : "ACCESS_KEY_ID"));
    return Credentials{
        .access_key_id = *id,
        .secret_access_key = Secret(*secret),
        .session_token = Secret(environment.variable("AWS_SESSION_TOKEN").value_or("")),
        .source = "environment"};
}

}  // namespace inland::aws
