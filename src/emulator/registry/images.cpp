// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/images.h"

#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/world.h"

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

RecordKey image_key(const RepositoryId& repository, const Digest& digest) {
    return {repository.scope, std::string(kind::image), repository.name + "@" + digest.text()};
}

RecordKey tag_key(const RepositoryId& repository, std::string_view tag) {
    return {repository.scope, std::string(kind::image_tag),
            fmt::format("{}:{}", repository.name, tag)};
}

/// The index of the repository that names the image, or "".
std::string referrer_of(const World& world, const RepositoryId& repository, const Digest& digest) {
    for (const auto* image : images_of(world, repository))
        if (contains(list_of(*image, "_references"), digest.text()))
            return text_of(*image, "imageDigest");
    return "";
}

std::unexpected<Error> no_image() {
    return refuse("ImageNotFound", "Requested image not found");
}

}  // namespace

Result<void> require_repository(const World& world, const RepositoryId& repository) {
    if (world.store().find(key_of(repository)) != nullptr)
        return {};
    return refuse("RepositoryNotFoundException",
                  fmt::format("The repository with name '{}' does not exist in the registry with "
                              "id '{}'",
                              repository.name, repository.scope.account));
}

std::optional<Digest> tagged(const World& world, const RepositoryId& repository,
                             std::string_view tag) {
    const auto* record = world.store().find(tag_key(repository, tag));
    return record == nullptr ? std::nullopt : Digest::parse(text_of(*record, "digest"));
}

const json::object* find_image(const World& world, const RepositoryId& repository,
                               const Digest& digest) {
    return world.store().find(image_key(repository, digest));
}

std::map<std::string, Digest> tags_of(const World& world, const RepositoryId& repository) {
    std::map<std::string, Digest> tags;
    for_each_with_prefix(world.store(), repository.scope, kind::image_tag, repository.name + ":",
                         [&](std::string_view tag, const json::object& record) {
                             if (const auto digest = Digest::parse(text_of(record, "digest")))
                                 tags.emplace(tag, *digest);
                         });
    return tags;
}

std::vector<std::string> tags_of(const World& world, const RepositoryId& repository,
                                 const Digest& digest) {
    std::vector<std::string> tags;
    for (const auto& [tag, of] : tags_of(world, repository))
        if (of == digest)
            tags.push_back(tag);
    return tags;
}

std::vector<const json::object*> images_of(const World& world, const RepositoryId& repository) {
    std::vector<const json::object*> images;
    for_each_with_prefix(
        world.store(), repository.scope, kind::image, repository.name + "@",
        [&](std::string_view, const json::object& record) { images.push_back(&record); });
    return images;
}

Result<void> delete_image(World& world, const RepositoryId& repository, const Digest& digest) {
    if (find_image(world, repository, digest) == nullptr)
        return no_image();
    if (const auto referrer = referrer_of(world, repository, digest); !referrer.empty())
        return refuse("ImageReferencedByManifestList",
                      fmt::format("Requested image referenced by manifest list: [{}]", referrer));
    for (const auto& tag : tags_of(world, repository, digest))
        world.store().erase(tag_key(repository, tag));
    world.store().erase(image_key(repository, digest));
    return {};
}

Result<void> delete_tag(World& world, const RepositoryId& repository, const std::string& tag) {
    const auto digest = tagged(world, repository, tag);
    if (!digest)
        return no_image();
    if (tags_of(world, repository, *digest).size() == 1)
        return delete_image(world, repository, *digest);
    world.store().erase(tag_key(repository, tag));
    return {};
}

void forget_content(World& world, const RepositoryId& repository) {
    std::vector<RecordKey> keys;
    const auto collect = [&](std::string_view kind, const std::string& prefix) {
        for_each_with_prefix(
            world.store(), repository.scope, kind, prefix,
            [&](std::string_view rest, const json::object&) {
                keys.push_back({repository.scope, std::string(kind), prefix + std::string(rest)});
            });
    };
    collect(kind::image_tag, repository.name + ":");
    collect(kind::image, repository.name + "@");
    collect(kind::layer, repository.name + "@");
    for (const auto& key : keys)
        world.store().erase(key);
}

}  // namespace inland::emulator::registry
