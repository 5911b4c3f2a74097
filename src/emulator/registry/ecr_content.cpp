// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/ecr_content.h"

#include "emulator/registry/blob_store.h"
#include "emulator/registry/images.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/manifest.h"
#include "emulator/registry/pull_through.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/world.h"

#include <fmt/format.h>

namespace inland::emulator::registry {

Result<Digest> EcrContent::resolve(std::string_view reference) {
    TRY_VOID(pull_through(world_, repository_, reference));
    TRY_VOID(require_repository(world_, repository_));
    const auto digest = reference.starts_with("sha256:") ? Digest::parse(reference)
                                                         : tagged(world_, repository_, reference);
    if (!digest || find_image(world_, repository_, *digest) == nullptr)
        return refuse("ImageNotFound", "Requested image not found");
    return *digest;
}

Result<StoredManifest> EcrContent::manifest(std::string_view reference) {
    const auto digest = TRY(resolve(reference));
    auto text = TRY(world_.part<BlobStore>().read(digest));
    return StoredManifest{
        digest, text_of(*find_image(world_, repository_, digest), "imageManifestMediaType"),
        std::move(text)};
}

Result<std::uint64_t> EcrContent::blob(const Digest& digest) {
    TRY_VOID(require_repository(world_, repository_));
    const auto size = layer_size(world_, repository_, digest);
    if (size && world_.part<BlobStore>().size(digest))
        return *size;
    return refuse("LayerNotFound", "blob unknown to registry");
}

Result<std::vector<std::string>> EcrContent::tags() {
    TRY_VOID(require_repository(world_, repository_));
    std::vector<std::string> names;
    for (const auto& [tag, digest] : tags_of(world_, repository_))
        names.push_back(tag);
    return names;
}

Result<json::array> EcrContent::referrers(const Digest& subject) {
    TRY_VOID(require_repository(world_, repository_));
    json::array descriptors;
    for (const auto* image : images_of(world_, repository_))
        if (text_of(*image, "subjectManifestDigest") == subject.text())
            descriptors.emplace_back(
                referrer_descriptor(TRY(manifest(text_of(*image, "imageDigest")))));
    return descriptors;
}

json::object referrer_descriptor(const StoredManifest& stored) {
    json::object descriptor{{"mediaType", stored.media_type},
                            {"digest", stored.digest.text()},
                            {"size", stored.text.size()}};
    const auto manifest = parse_manifest(stored.text, stored.media_type);
    if (manifest && !manifest->artifact_type.empty())
        descriptor["artifactType"] = manifest->artifact_type;
    if (manifest && !manifest->annotations.empty())
        descriptor["annotations"] = manifest->annotations;
    return descriptor;
}

}  // namespace inland::emulator::registry
