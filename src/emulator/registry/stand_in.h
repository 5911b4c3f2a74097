// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/content.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inland::knowledge {
struct Tables;
}
namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// The tags that the knowledge tables say a repository has: of EKS's registry ("eks/coredns") or of
/// a public one ("registry.k8s.io/pause"); none when they do not name it.
std::vector<std::string> known_tags(const knowledge::Tables& tables, std::string_view repository);

/// A repository that exists only in the tables: its images are made at their first pull, each an
/// index of linux/amd64 and linux/arm64. `repository` as for known_tags; fails as a registry does
/// when there is none: RepositoryNotFoundException with `missing` as its message.
Result<std::unique_ptr<Content>> stand_in(World& world, std::string_view repository,
                                          std::string missing);

}  // namespace inland::emulator::registry
