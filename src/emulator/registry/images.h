// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/registry/digest.h"
#include "emulator/registry/records.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// The images of ECR's repositories, as both the ECR API and /v2/ see them. Errors carry the ECR
/// API's codes and words. I/O thread only.

/// RepositoryNotFoundException when there is none.
Result<void> require_repository(const World& world, const RepositoryId& repository);

std::optional<Digest> tagged(const World& world, const RepositoryId& repository,
                             std::string_view tag);
/// The image's record, or nullptr.
const json::object* find_image(const World& world, const RepositoryId& repository,
                               const Digest& digest);
/// Every tag of the repository, in order.
std::map<std::string, Digest> tags_of(const World& world, const RepositoryId& repository);
std::vector<std::string> tags_of(const World& world, const RepositoryId& repository,
                                 const Digest& digest);
/// The images' records, in order of their digests.
std::vector<const json::object*> images_of(const World& world, const RepositoryId& repository);

struct Push {
    std::string manifest;
    std::string media_type;  ///< "" when the sender did not say
    std::optional<std::string> tag = {};
    std::optional<Digest> digest = {};  ///< that the manifest must have
};

enum class PushOutcome { Made, WasThere };
struct Pushed {
    Digest digest;
    std::optional<Digest> subject;
    PushOutcome outcome = PushOutcome::Made;
};

/// Stores a manifest whose blobs and manifests are all there and gives it the tag.
Result<Pushed> push_image(World& world, const RepositoryId& repository, const Push& push);

/// Takes the tag away, and the image with its last one. An image that an index names stays, with
/// ImageReferencedByManifestList; ImageNotFound.
Result<void> delete_tag(World& world, const RepositoryId& repository, const std::string& tag);
/// Takes the image away with all its tags; fails likewise.
Result<void> delete_image(World& world, const RepositoryId& repository, const Digest& digest);

/// Removes every image, tag and layer record of a repository that goes away.
void forget_content(World& world, const RepositoryId& repository);

}  // namespace inland::emulator::registry
