// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/uploads.h"

#include "emulator/registry/blob_store.h"
#include "emulator/registry/layers.h"
#include "emulator/services/identifier.h"
#include "emulator/services/refusal.h"
#include "emulator/world.h"

#include <fmt/format.h>

namespace inland::emulator::registry {

Result<std::string> Uploads::begin(World& world, const RepositoryId& repository) {
    auto writer = TRY(world.part<BlobStore>().begin());
    auto id = new_uuid();
    uploads_.emplace(id, Upload{repository, std::move(writer)});
    return id;
}

Result<Upload*> Uploads::find(const RepositoryId& repository, const std::string& id) {
    const auto found = uploads_.find(id);
    const bool is_there = found != uploads_.end() &&
                          found->second.repository.scope == repository.scope &&
                          found->second.repository.name == repository.name;
    if (is_there)
        return &found->second;
    return refuse("UploadNotFoundException",
                  fmt::format("Upload ID '{}' does not exist in the repository with name '{}' in "
                              "the registry with id '{}'",
                              id, repository.name, repository.scope.account));
}

Result<Digest> Uploads::complete(World& world, const RepositoryId& repository,
                                 const std::string& id, const Digest& expected) {
    TRY_VOID(find(repository, id));
    auto upload = std::move(uploads_.extract(id).mapped());
    const auto digest = upload.writer.digest();
    if (digest != expected)
        return refuse("InvalidLayerException",
                      fmt::format("Layer upload with upload ID '{}' has the digest '{}', which "
                                  "does not match the given digest '{}'",
                                  id, digest.text(), expected.text()));
    const auto size = upload.writer.size();
    TRY_VOID(world.part<BlobStore>().commit(std::move(upload.writer)));
    add_layer(world, repository, digest, size);
    return digest;
}

Result<void> Uploads::cancel(const RepositoryId& repository, const std::string& id) {
    TRY_VOID(find(repository, id));
    uploads_.erase(id);
    return {};
}

}  // namespace inland::emulator::registry
