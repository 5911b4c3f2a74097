// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/content.h"
#include "emulator/registry/records.h"

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// A repository of an account's ECR registry, as its records have it.
class EcrContent final : public Content {
  public:
    EcrContent(World& world, RepositoryId repository)
        : world_(world), repository_(std::move(repository)) {}

    Result<StoredManifest> manifest(std::string_view reference) override;
    Result<std::uint64_t> blob(const Digest& digest) override;
    Result<std::vector<std::string>> tags() override;
    Result<json::array> referrers(const Digest& subject) override;

  private:
    Result<Digest> resolve(std::string_view reference);

    World& world_;
    RepositoryId repository_;
};

/// The descriptor by which an index of referrers names an image (distribution specification 1.1).
json::object referrer_descriptor(const StoredManifest& stored);

}  // namespace inland::emulator::registry
