// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "cli/registry_trust.h"
#include "cli/session.h"
#include "oci/copy/target.h"
#include "oci/registry/docker_logins.h"
#include "oci/registry/ecr_logins.h"
#include "oci/registry/ecr_repositories.h"
#include "oci/registry/registries.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace inland::cli {

/// How a command reaches registries: Docker's and podman's logins, AWS's credentials for Amazon
/// ECR, the options below, and the embedded AWS where AWS_ENDPOINT_URL is one, which stands in for
/// every registry that it knows. Owned by the command; safe for all threads once open.
class RegistryAccess {
  public:
    /// `trusts` are of the specs that the command reads; `--ca` is for all registries and outranks
    /// them.
    static Result<std::unique_ptr<RegistryAccess>> open(const Invocation& invocation,
                                                        const std::optional<oci::Target>& target,
                                                        RegistryTrusts trusts = {});

    [[nodiscard]] oci::Registries& registries() { return registries_; }
    [[nodiscard]] oci::Repositories& repositories() { return repositories_; }

  private:
    explicit RegistryAccess(const Invocation& invocation, oci::RepositorySettings settings);

    std::unique_ptr<oci::Registry> make_registry(std::string_view name);
    [[nodiscard]] oci::RegistryAddress address_of(std::string_view name) const;
    [[nodiscard]] const RegistryTrust* trust_in(std::string_view name) const;
    Result<aws::Client*> aws(std::string_view region);
    [[nodiscard]] bool stands_in_for(std::string_view name) const;

    const Invocation& invocation_;
    const knowledge::Tables* tables_ = nullptr;
    std::map<std::string, oci::Transport, std::less<>> transports_;  ///< of those that say one
    std::string ca_bundle_;
    RegistryTrusts trusts_;
    std::string embedded_url_;
    SystemClock clock_;
    std::unique_ptr<http::Client> token_http_;
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Session>, std::less<>> sessions_;  ///< by Region
    oci::DockerLogins docker_logins_;
    oci::EcrLogins logins_;
    oci::EcrRepositories repositories_;
    oci::Registries registries_;
};

/// --plain-http, --ca: which every command that reaches registries has.
inline constexpr OptionRow plain_http_option{"--plain-http", "REGISTRY",
                                             "a registry without TLS; may be given more than once"};
inline constexpr OptionRow registry_ca_option{
    "--ca", "FILE", "a PEM file with the authorities of registries' certificates"};

/// How repositories of Amazon ECR are made that are not there.
inline constexpr OptionRow kms_key_option{"--kms-key", "ARN",
                                          "encrypt new repositories of Amazon ECR with it"};
inline constexpr OptionRow lifecycle_policy_option{"--lifecycle-policy", "FILE",
                                                   "of new repositories of Amazon ECR"};
inline constexpr OptionRow mutable_tags_option{"--mutable-tags", "",
                                               "let tags in new repositories of Amazon ECR move"};

}  // namespace inland::cli
