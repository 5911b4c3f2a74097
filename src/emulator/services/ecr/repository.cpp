// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/images.h"
#include "emulator/registry/repositories.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/mutability.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tags.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

Result<void> check_encryption(const json::object& input) {
    const auto& encryption = object_of(input, "encryptionConfiguration");
    if (encryption.empty())
        return {};
    const auto type = text_of(encryption, "encryptionType");
    TRY_VOID(one_of("encryptionType", type, {"AES256", "KMS", "KMS_DSSE"}));
    if (type == "AES256" && has(encryption, "kmsKey"))
        return invalid_parameter("encryptionConfiguration",
                                 "KMS key may only be given with encryption type KMS");
    return {};
}

Result<void> check_free(const Call& call, const registry::RepositoryId& repository) {
    if (call.world.store().find(key_of(repository)) == nullptr)
        return {};
    return refuse("RepositoryAlreadyExistsException",
                  fmt::format("The repository with name '{}' already exists in the registry with "
                              "id '{}'",
                              repository.name, repository.scope.account));
}

Result<json::object> create_repository(const Call& call) {
    const auto repository = named_repository(call);
    TRY_VOID(check_account(call, repository));
    TRY_VOID(check_repository_name(repository.name));
    TRY_VOID(check_mutability(call.input));
    TRY_VOID(check_encryption(call.input));
    TRY_VOID(check_tags(list_of(call.input, "tags"), "InvalidTagParameterException"));
    TRY_VOID(check_free(call, repository));
    auto record = registry::new_repository(call.world, repository);
    if (has(call.input, "imageTagMutability"))
        set_mutability(call.input, record);
    copy_members(call.input, record, {"imageScanningConfiguration", "encryptionConfiguration"});
    merge_tags(list_in(record, "_tags"), list_of(call.input, "tags"));
    call.world.store().put(key_of(repository), record);
    return json::object{{"repository", std::move(record)}};
}

Result<json::object> describe_repositories(const Call& call) {
    const auto scope = registry_of(call);
    const auto names = texts_of(call.input, "repositoryNames");
    if (names.empty())
        TRY_VOID(check_account(call, {scope, "*"}));
    for (const auto& name : names) {
        TRY_VOID(check_repository_name(name));
        TRY_VOID(check_account(call, {scope, name}));
        TRY_VOID(registry::require_repository(call.world, {scope, name}));
    }
    json::array rows;
    for (const auto& [name, repository] : call.world.store().list(scope, kind::repository))
        if (names.empty() || std::ranges::find(names, name) != names.end())
            rows.emplace_back(*repository);
    return paged(call, {}, "repositories", std::move(rows));
}

Result<json::object> delete_repository(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto key = key_of(repository);
    json::object output{{"repository", *call.world.store().find(key)}};
    const bool has_images = !registry::images_of(call.world, repository).empty();
    if (has_images && !flag_of(call.input, "force"))
        return refuse("RepositoryNotEmptyException",
                      fmt::format("The repository with name '{}' in registry with id '{}' cannot "
                                  "be deleted because it still contains images",
                                  repository.name, repository.scope.account));
    registry::forget_content(call.world, repository);
    call.world.store().erase(key);
    return output;
}

constexpr std::array operations{
    OperationRow{"CreateRepository", create_repository},
    OperationRow{"DescribeRepositories", describe_repositories},
    OperationRow{"DeleteRepository", delete_repository},
};

}  // namespace

std::span<const OperationRow> repository_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
