// SPDX-License-Identifier: Apache-2.0
// PutImage, BatchGetImage, BatchDeleteImage.
#include "emulator/registry/ecr_content.h"
#include "emulator/registry/images.h"
#include "emulator/registry/pull_through.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

json::object image_document(const registry::RepositoryId& repository, json::object identifier,
                            const registry::StoredManifest& stored) {
    auto image = about(repository);
    image["imageId"] = std::move(identifier);
    image["imageManifest"] = stored.text;
    image["imageManifestMediaType"] = stored.media_type;
    return image;
}

Result<registry::Push> read_push(const Call& call) {
    registry::Push push{.manifest = text_of(call.input, "imageManifest"),
                        .media_type = text_of(call.input, "imageManifestMediaType")};
    if (has(call.input, "imageTag"))
        push.tag = text_of(call.input, "imageTag");
    const auto digest = text_of(call.input, "imageDigest");
    push.digest = registry::Digest::parse(digest);
    if (!digest.empty() && !push.digest)
        return invalid_parameter("imageDigest",
                                 "must satisfy regular expression "
                                 "'[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
    return push;
}

std::unexpected<Error> already_there(const registry::RepositoryId& repository,
                                     const registry::Digest& digest, const std::string& tag) {
    return refuse("ImageAlreadyExistsException",
                  fmt::format("Image with digest '{}' and tag '{}' already exists in the "
                              "repository with name '{}' in registry with id '{}'",
                              digest.text(), tag.empty() ? "null" : tag, repository.name,
                              repository.scope.account));
}

Result<json::object> put_image(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto push = TRY(read_push(call));
    const auto pushed = TRY(registry::push_image(call.world, repository, push));
    const auto tag = push.tag.value_or("");
    if (pushed.outcome == registry::PushOutcome::WasThere)
        return already_there(repository, pushed.digest, tag);
    json::object identifier{{"imageDigest", pushed.digest.text()}};
    if (!tag.empty())
        identifier["imageTag"] = tag;
    auto stored = TRY(registry::EcrContent(call.world, repository).manifest(pushed.digest.text()));
    return json::object{{"image", image_document(repository, std::move(identifier), stored)}};
}

/// A caller may say which formats it understands; ECR has no others to offer.
bool is_accepted(const Call& call, const std::string& media_type) {
    const auto accepted = texts_of(call.input, "acceptedMediaTypes");
    return accepted.empty() || std::ranges::find(accepted, media_type) != accepted.end();
}

Result<json::object> get_image(const Call& call, const registry::RepositoryId& repository,
                               const json::value& identifier) {
    const auto digest = TRY(find_image(call.world, repository, identifier));
    const auto stored = TRY(registry::EcrContent(call.world, repository).manifest(digest.text()));
    if (!is_accepted(call, stored.media_type))
        return failure(ErrorKind::NotFound, "Requested image not found", "ImageNotFound");
    json::object named{{"imageDigest", digest.text()}};
    if (const auto tag = string_or_empty(identifier, "imageTag"); !tag.empty())
        named["imageTag"] = tag;
    return image_document(repository, std::move(named), stored);
}

std::string reference_of(const json::value& identifier) {
    auto tag = string_or_empty(identifier, "imageTag");
    return tag.empty() ? string_or_empty(identifier, "imageDigest") : std::move(tag);
}

Result<json::object> batch_get_image(const Call& call) {
    const auto& identifiers = list_of(call.input, "imageIds");
    TRY_VOID(check_account(call, named_repository(call)));
    for (const auto& identifier : identifiers)
        TRY_VOID(
            registry::pull_through(call.world, named_repository(call), reference_of(identifier)));
    const auto repository = TRY(find_repository(call));
    json::array images;
    json::array failures;
    for (const auto& identifier : identifiers) {
        if (auto image = get_image(call, repository, identifier))
            images.emplace_back(*std::move(image));
        else
            failures.emplace_back(image_failure(identifier, image.error()));
    }
    return json::object{{"images", std::move(images)}, {"failures", std::move(failures)}};
}

/// A tag alone, or an image with all its tags; the identifiers of what went away.
Result<json::array> delete_one(const Call& call, const registry::RepositoryId& repository,
                               const json::value& identifier) {
    const auto digest = TRY(find_image(call.world, repository, identifier));
    const auto tag = string_or_empty(identifier, "imageTag");
    json::array deleted;
    const auto note = [&](const std::string& gone) {
        deleted.emplace_back(json::object{{"imageDigest", digest.text()}, {"imageTag", gone}});
    };
    if (!tag.empty()) {
        TRY_VOID(registry::delete_tag(call.world, repository, tag));
        note(tag);
        return deleted;
    }
    const auto tags = registry::tags_of(call.world, repository, digest);
    TRY_VOID(registry::delete_image(call.world, repository, digest));
    std::ranges::for_each(tags, note);
    if (tags.empty())
        deleted.emplace_back(json::object{{"imageDigest", digest.text()}});
    return deleted;
}

Result<json::object> batch_delete_image(const Call& call) {
    const auto repository = TRY(find_repository(call));
    json::array deleted;
    json::array failures;
    for (const auto& identifier : list_of(call.input, "imageIds")) {
        auto gone = delete_one(call, repository, identifier);
        if (gone)
            deleted.insert(deleted.end(), gone->begin(), gone->end());
        else
            failures.emplace_back(image_failure(identifier, gone.error()));
    }
    return json::object{{"imageIds", std::move(deleted)}, {"failures", std::move(failures)}};
}

constexpr std::array operations{
    OperationRow{"PutImage", put_image},
    OperationRow{"BatchGetImage", batch_get_image},
    OperationRow{"BatchDeleteImage", batch_delete_image},
};

}  // namespace

std::span<const OperationRow> image_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
