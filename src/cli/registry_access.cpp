// SPDX-License-Identifier: Apache-2.0
#include "cli/registry_access.h"

#include "aws/environment.h"

#include <algorithm>

namespace inland::cli {

namespace {

/// Repositories are every cluster's of the account, and none takes them away with it.
constexpr std::string_view shared_tag = "inland.dev/shared";
constexpr std::string_view shared_by = "account";

Result<oci::RepositorySettings> repository_settings(const Invocation& invocation) {
    oci::RepositorySettings settings{.kms_key = invocation.value_or("kms-key", "")};
    settings.tags.emplace(shared_tag, shared_by);
    if (const auto file = invocation.value("lifecycle-policy"))
        settings.lifecycle_policy = TRY(aws::process_environment().read_file(*file));
    if (invocation.has("mutable-tags"))
        settings.tag_mutability = "MUTABLE";
    return settings;
}

}  // namespace

RegistryAccess::RegistryAccess(const Invocation& invocation, oci::RepositorySettings settings)
    : invocation_(invocation),
      docker_logins_(aws::process_environment()),
      logins_([this](std::string_view region) { return aws(region); }, docker_logins_, clock_),
      repositories_([this](std::string_view region) { return aws(region); }, std::move(settings)),
      registries_([this](std::string_view name) { return make_registry(name); }) {}

Result<std::unique_ptr<RegistryAccess>> RegistryAccess::open(
    const Invocation& invocation, const std::optional<oci::Target>& target, RegistryTrusts trusts) {
    std::unique_ptr<RegistryAccess> access(
        new RegistryAccess(invocation, TRY(repository_settings(invocation))));
    access->tables_ = TRY(tables_of(invocation));
    if (const auto plain = invocation.options.find("plain-http"); plain != invocation.options.end())
        for (const auto& registry : plain->second)
            access->transports_[registry] = oci::Transport::Plain;
    if (target && target->transport != oci::Transport::Unsaid)
        access->transports_[target->registry] = target->transport;
    access->ca_bundle_ = invocation.value_or("ca", "");
    access->trusts_ = std::move(trusts);
    access->token_http_ = make_token_client(access->ca_bundle_);
    if (invocation.has("endpoint-url") || aws::process_environment().variable("AWS_ENDPOINT_URL")) {
        static_cast<void>(TRY(access->aws("")));
        access->embedded_url_ = access->sessions_.at("")->embedded_url();
    }
    return access;
}

Result<aws::Client*> RegistryAccess::aws(std::string_view region) {
    const std::scoped_lock lock(mutex_);
    auto& session = sessions_[std::string(region)];
    if (session == nullptr)
        session = TRY(Session::open(invocation_, region));
    return &session->aws();
}

bool RegistryAccess::stands_in_for(std::string_view name) const {
    return !embedded_url_.empty() &&
           (oci::ecr_registry(name) ||
            std::ranges::find(tables_->registries, name, &knowledge::PublicRegistry::host) !=
                tables_->registries.end());
}

oci::RegistryAddress RegistryAccess::address_of(std::string_view name) const {
    if (stands_in_for(name))
        return oci::embedded_address(name, embedded_url_);
    const auto said = transports_.find(name);
    auto address =
        oci::address_of(name, said == transports_.end() ? oci::Transport::Unsaid : said->second);
    const auto* trust = trust_in(name);
    address.ca_bundle = trust == nullptr ? ca_bundle_ : trust->authorities.path();
    return address;
}

/// nullptr: it is trusted as all others are.
const RegistryTrust* RegistryAccess::trust_in(std::string_view name) const {
    const auto found = trusts_.find(name);
    return ca_bundle_.empty() && found != trusts_.end() ? found->second.get() : nullptr;
}

std::unique_ptr<oci::Registry> RegistryAccess::make_registry(std::string_view name) {
    const bool is_ecr = oci::ecr_registry(name).has_value();
    const auto* trust = trust_in(name);
    auto& token_http = trust == nullptr ? *token_http_ : *trust->token_http;
    return std::make_unique<oci::Registry>(address_of(name), logins_, token_http, clock_,
                                           is_ecr ? oci::Paces(*tables_) : oci::Paces());
}

}  // namespace inland::cli
