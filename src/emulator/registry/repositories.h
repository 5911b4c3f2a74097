// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/registry/address.h"
#include "emulator/registry/content.h"
#include "emulator/registry/records.h"

#include <memory>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// A repository as DescribeRepositories shows it, with AWS's defaults; not yet kept.
json::object new_repository(const World& world, const RepositoryId& repository);

/// What can be pulled from a repository of a registry: an account's records, or a stand-in in EKS's
/// own registries and the public ones.
Result<std::unique_ptr<Content>> content_of(World& world, const Address& address,
                                            const std::string& name);

}  // namespace inland::emulator::registry
