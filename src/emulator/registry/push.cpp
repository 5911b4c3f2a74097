// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/blob_store.h"
#include "emulator/registry/images.h"
#include "emulator/registry/layers.h"
#include "emulator/registry/manifest.h"
#include "emulator/registry/tag_mutability.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/world.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::registry {

namespace {

/// One manifest on its way into a repository.
class Arrival {
  public:
    Arrival(World& world, const RepositoryId& repository, const Push& push)
        : world_(world), repository_(repository), push_(push), digest_(Digest::of(push.manifest)) {}

    Result<Pushed> admit() {
        TRY_VOID(require_repository(world_, repository_));
        manifest_ = TRY(parse_manifest(push_.manifest, push_.media_type));
        TRY_VOID(check_digest());
        TRY_VOID(check_layers());
        TRY_VOID(check_manifests());
        if (push_.tag)
            TRY_VOID(check_tag(world_, repository_, *push_.tag, digest_));
        const auto outcome = is_there() ? PushOutcome::WasThere : PushOutcome::Made;
        TRY(world_.part<BlobStore>().put(push_.manifest));
        keep();
        return Pushed{digest_, manifest_.subject, outcome};
    }

  private:
    Result<void> check_digest() const {
        if (!push_.digest || *push_.digest == digest_)
            return {};
        return refuse("ImageDigestDoesNotMatchException",
                      fmt::format("The specified image digest '{}' does not match the digest '{}' "
                                  "that was calculated for the image",
                                  push_.digest->text(), digest_.text()));
    }

    Result<void> check_layers() const {
        std::vector<std::string> missing;
        for (const auto& blob : blobs_of(manifest_))
            if (!layer_size(world_, repository_, blob.digest))
                missing.push_back(blob.digest.text());
        return refuse_missing("LayersNotFoundException", "Layers", missing);
    }

    Result<void> check_manifests() const {
        std::vector<std::string> missing;
        for (const auto& image : manifest_.manifests)
            if (find_image(world_, repository_, image.digest) == nullptr)
                missing.push_back(image.digest.text());
        return refuse_missing("ReferencedImagesNotFoundException", "Images", missing);
    }

    Result<void> refuse_missing(std::string code, std::string_view what,
                                const std::vector<std::string>& missing) const {
        if (missing.empty())
            return {};
        return refuse(std::move(code),
                      fmt::format("{} with digests '[{}]' required for pushing image into "
                                  "repository with name '{}' in the registry with id '{}' do not "
                                  "exist",
                                  what, fmt::join(missing, ", "), repository_.name,
                                  repository_.scope.account));
    }

    [[nodiscard]] bool is_there() const {
        return push_.tag ? tagged(world_, repository_, *push_.tag) == digest_
                         : find_image(world_, repository_, digest_) != nullptr;
    }

    /// Compressed, as pushed; of an index the largest of its images (ECR API, ImageDetail).
    [[nodiscard]] std::uint64_t size() const {
        std::uint64_t bytes = 0;
        for (const auto& blob : blobs_of(manifest_))
            bytes += blob.size;
        for (const auto& reference : manifest_.manifests)
            if (const auto* image = find_image(world_, repository_, reference.digest))
                bytes = std::max(bytes,
                                 static_cast<std::uint64_t>(number_of(*image, "imageSizeInBytes")));
        return bytes;
    }

    [[nodiscard]] json::object detail() const {
        json::object image{{"registryId", repository_.scope.account},
                           {"repositoryName", repository_.name},
                           {"imageDigest", digest_.text()},
                           {"imageSizeInBytes", size()},
                           {"imagePushedAt", timestamp(world_)},
                           {"imageManifestMediaType", manifest_.media_type},
                           {"imageStatus", "ACTIVE"}};
        if (!manifest_.artifact_type.empty())
            image["artifactMediaType"] = manifest_.artifact_type;
        if (manifest_.subject)
            image["subjectManifestDigest"] = manifest_.subject->text();
        auto& references = list_in(image, "_references");
        for (const auto& reference : manifest_.manifests)
            references.emplace_back(reference.digest.text());
        return image;
    }

    void keep() {
        if (find_image(world_, repository_, digest_) == nullptr)
            world_.store().put({repository_.scope, std::string(kind::image),
                                repository_.name + "@" + digest_.text()},
                               detail());
        for (const auto& blob : blobs_of(manifest_))
            mark_referenced(world_, repository_, blob.digest);
        if (push_.tag)
            world_.store().put({repository_.scope, std::string(kind::image_tag),
                                fmt::format("{}:{}", repository_.name, *push_.tag)},
                               {{"digest", digest_.text()}});
    }

    World& world_;
    const RepositoryId& repository_;
    const Push& push_;
    Digest digest_;
    Manifest manifest_;
};

}  // namespace

Result<Pushed> push_image(World& world, const RepositoryId& repository, const Push& push) {
    return Arrival(world, repository, push).admit();
}

}  // namespace inland::emulator::registry
