// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/repositories.h"

#include "emulator/registry/ecr_content.h"
#include "emulator/registry/stand_in.h"
#include "emulator/services/arn.h"
#include "emulator/services/ec2/network.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <fmt/format.h>

namespace inland::emulator::registry {

json::object new_repository(const World& world, const RepositoryId& repository) {
    return {{"repositoryArn", arn(world, repository.scope, "ecr", "repository/" + repository.name)},
            {"registryId", repository.scope.account},
            {"repositoryName", repository.name},
            {"repositoryUri", ecr_host(world, repository.scope) + "/" + repository.name},
            {"createdAt", timestamp(world)},
            {"imageTagMutability", "MUTABLE"},
            {"imageScanningConfiguration", json::object{{"scanOnPush", false}}},
            {"encryptionConfiguration", json::object{{"encryptionType", "AES256"}}}};
}

Result<std::unique_ptr<Content>> content_of(World& world, const Address& address,
                                            const std::string& name) {
    if (address.kind == RegistryKind::Public)
        return stand_in(world, address.host + "/" + name,
                        fmt::format("repository {} not found", name));
    const auto* region = world.tables().region(address.scope.region);
    if (region != nullptr && region->registry_account == address.scope.account)
        return stand_in(world, name,
                        fmt::format("The repository with name '{}' does not exist in the registry "
                                    "with id '{}'",
                                    name, address.scope.account));
    return std::make_unique<EcrContent>(world, RepositoryId{address.scope, name});
}

}  // namespace inland::emulator::registry
