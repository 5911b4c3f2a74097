// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/ecr_repositories.h"

#include "core/json.h"

namespace inland::oci {

namespace {

json::object create_input(const EcrRegistry& ecr, std::string_view repository,
                          const RepositorySettings& settings) {
    json::object encryption{{"encryptionType", settings.kms_key.empty() ? "AES256" : "KMS"}};
    if (!settings.kms_key.empty())
        encryption["kmsKey"] = settings.kms_key;
    json::array tags;
    for (const auto& [key, value] : settings.tags)
        tags.push_back(json::object{{"Key", key}, {"Value", value}});
    return {{"registryId", ecr.account},
            {"repositoryName", repository},
            {"tags", std::move(tags)},
            {"imageTagMutability", settings.tag_mutability},
            {"imageScanningConfiguration", {{"scanOnPush", settings.scan_on_push}}},
            {"encryptionConfiguration", std::move(encryption)}};
}

}  // namespace

Result<void> EcrRepositories::prepare(std::string_view registry, std::string_view repository,
                                      std::stop_token stop) {
    const auto ecr = ecr_registry(registry);
    if (!ecr)
        return {};
    auto* client = TRY(aws_(ecr->region));
    const auto made =
        client->call("ecr", "CreateRepository", create_input(*ecr, repository, settings_), stop);
    if (!made && made.error().code == "RepositoryAlreadyExistsException")
        return {};
    if (!made)
        return std::unexpected(
            Error(made.error()).with_context("creating the repository " + std::string(repository)));
    if (settings_.lifecycle_policy.empty())
        return {};
    TRY(client->call("ecr", "PutLifecyclePolicy",
                     {{"registryId", ecr->account},
                      {"repositoryName", repository},
                      {"lifecyclePolicyText", settings_.lifecycle_policy}},
                     stop));
    return {};
}

}  // namespace inland::oci
