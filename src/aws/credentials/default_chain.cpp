// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials/default_chain.h"

#include "aws/credentials/refreshing.h"
#include "aws/credentials/sources.h"

namespace inland::aws {

namespace {

using Source = SourceResult (*)(const SourceContext&, std::stop_token);

constexpr std::array<Source, 5> sources{from_environment, from_profile, from_web_identity,
                                        from_container, from_instance_metadata};

Result<Credentials> first_found(const SourceContext& context, const std::stop_token& stop) {
    const bool explicit_profile = context.configuration.profile_choice == ProfileChoice::Explicit;
    for (const auto source : std::span(sources).subspan(explicit_profile ? 1 : 0))
        if (auto found = TRY(source(context, stop)))
            return *std::move(found);
    return failure(
        ErrorKind::AccessDenied,
        fmt::format("no AWS credentials: not in the environment (AWS_ACCESS_KEY_ID), not "
                    "in the profile {}, and no web identity, container or instance "
                    "gives any",
                    context.configuration.profile));
}

}  // namespace

std::shared_ptr<CredentialsProvider> default_credentials(http::Client& http, Clock& clock,
                                                         const Environment& environment,
                                                         const Configuration& configuration) {
    auto context = std::make_shared<const SourceContext>(
        SourceContext{http, clock, environment, configuration});
    return std::make_shared<RefreshingCredentials>(
        clock, [context](std::stop_token stop) { return first_found(*context, stop); });
}

}  // namespace inland::aws
