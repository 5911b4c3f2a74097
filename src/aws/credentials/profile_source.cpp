// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials/sources.h"

#include <charconv>

namespace inland::aws {

namespace {

/// Resolves one profile, following source_profile.
class Profile {
  public:
    Profile(const SourceContext& context, std::string name, std::vector<std::string> visited)
        : context_(context), name_(std::move(name)), visited_(std::move(visited)) {
        visited_.push_back(name_);
    }

    SourceResult resolve(const std::stop_token& stop) const {
        const bool is_its_own_source = std::ranges::count(visited_, name_) > 1;
        if (!is_its_own_source && !setting("role_arn").empty())
            return TRY(role(stop));
        if (auto keys = TRY(static_keys()))
            return keys;
        if (const auto command = setting("credential_process"); !command.empty())
            return TRY(process(command));
        if (!setting("sso_session").empty() || !setting("sso_start_url").empty())
            return denied(
                "signs in through IAM Identity Center, which is not supported here: run "
                "'aws configure export-credentials' and use what it prints");
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::string setting(std::string_view name) const {
        return context_.configuration.profile_setting(name_, name);
    }

    [[nodiscard]] std::unexpected<Error> denied(std::string_view what) const {
        return failure(ErrorKind::AccessDenied, fmt::format("the profile {} {}", name_, what));
    }

    [[nodiscard]] SourceResult static_keys() const {
        const auto id = setting("aws_access_key_id");
        const auto secret = setting("aws_secret_access_key");
        if (id.empty() && secret.empty())
            return std::nullopt;
        if (id.empty() || secret.empty())
            return denied("has only one of aws_access_key_id and aws_secret_access_key");
        return Credentials{.access_key_id = id,
                           .secret_access_key = Secret(secret),
                           .session_token = Secret(setting("aws_session_token")),
                           .source = "profile " + name_};
    }

    [[nodiscard]] Result<Credentials> process(const std::string& command) const {
        auto output = context_.environment.run(command);
        if (!output)
            return denied("has a credential_process that failed");
        const auto document = parse_json(*output);
        if (!document || find_int(*document, "Version") != 1)
            return denied(
                "has a credential_process that does not answer as version 1 of the "
                "protocol says");
        return credentials_from_json(*document, "credential_process of profile " + name_);
    }

    [[nodiscard]] RoleRequest role_request() const {
        RoleRequest role{.role_arn = setting("role_arn"),
                         .session_name = setting("role_session_name"),
                         .external_id = setting("external_id")};
        const auto duration = setting("duration_seconds");
        int seconds = 0;
        const auto [end, error] =
            std::from_chars(duration.data(), duration.data() + duration.size(), seconds);
        if (error == std::errc{} && end == duration.data() + duration.size())
            role.duration_seconds = seconds;
        return role;
    }

    [[nodiscard]] Result<Credentials> role(const std::stop_token& stop) const {
        if (!setting("mfa_serial").empty())
            return denied(
                "asks for a second factor (mfa_serial), which is not supported here: get "
                "a session with 'aws sts get-session-token' and use its keys");
        if (const auto token_file = setting("web_identity_token_file"); !token_file.empty())
            return assume_role_with_web_identity(context_, role_request(), token_file, stop);
        const auto source = TRY(source_credentials(stop));
        return assume_role(context_, role_request(), source, stop);
    }

    [[nodiscard]] Result<Credentials> source_credentials(const std::stop_token& stop) const {
        const auto profile = setting("source_profile");
        const auto source = setting("credential_source");
        if (profile.empty() == source.empty())
            return denied("has a role_arn and needs either source_profile or credential_source");
        auto found =
            profile.empty() ? from_named_source(source, stop) : from_source_profile(profile, stop);
        if (auto credentials = TRY(std::move(found)))
            return *std::move(credentials);
        return denied(fmt::format("takes its credentials from {}, which has none",
                                  profile.empty() ? source : "the profile " + profile));
    }

    [[nodiscard]] SourceResult from_source_profile(const std::string& profile,
                                                   const std::stop_token& stop) const {
        const bool visited = std::ranges::find(visited_, profile) != visited_.end();
        if (visited && profile != name_)
            return denied("is part of a circle of source_profiles");
        if (!context_.configuration.has_profile(profile))
            return denied(
                fmt::format("names the source_profile {}, which does not exist", profile));
        return Profile(context_, profile, visited_).resolve(stop);
    }

    [[nodiscard]] SourceResult from_named_source(std::string_view source,
                                                 const std::stop_token& stop) const {
        using Source = SourceResult (*)(const SourceContext&, std::stop_token);
        static constexpr std::array<std::pair<std::string_view, Source>, 3> sources{{
            {"Environment", from_environment},
            {"EcsContainer", from_container},
            {"Ec2InstanceMetadata", from_instance_metadata},
        }};
        const auto* row = std::ranges::find(sources, source, [](const auto& r) { return r.first; });
        if (row == sources.end())
            return denied(
                "has a credential_source that is none of Environment, EcsContainer and "
                "Ec2InstanceMetadata");
        return row->second(context_, stop);
    }

    const SourceContext& context_;
    std::string name_;
    std::vector<std::string> visited_;
};

}  // namespace

SourceResult from_profile(const SourceContext& context, std::stop_token stop) {
    return Profile(context, context.configuration.profile, {}).resolve(stop);
}

}  // namespace inland::aws
