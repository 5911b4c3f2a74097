// SPDX-License-Identifier: Apache-2.0
// DescribeImages, ListImages, ListImageReferrers.
#include "emulator/registry/ecr_content.h"
#include "emulator/registry/images.h"
#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

using TagsByDigest = std::map<std::string, std::vector<std::string>>;

TagsByDigest tags_by_digest(const Call& call, const registry::RepositoryId& repository) {
    TagsByDigest tags;
    for (const auto& [tag, digest] : registry::tags_of(call.world, repository))
        tags[digest.text()].push_back(tag);
    return tags;
}

/// filter.tagStatus: TAGGED, UNTAGGED, or ANY.
bool passes(const Call& call, bool is_tagged) {
    const auto status = text_of(object_of(call.input, "filter"), "tagStatus");
    return status.empty() || status == "ANY" || (status == "TAGGED") == is_tagged;
}

json::object detail_of(const json::object& image, const TagsByDigest& tags) {
    auto detail = image;
    if (const auto found = tags.find(text_of(image, "imageDigest")); found != tags.end())
        detail["imageTags"] = array_of(found->second);
    return detail;
}

/// ImageNotFoundException for the first identifier that names nothing.
Result<json::array> named_images(const Call& call, const registry::RepositoryId& repository,
                                 const TagsByDigest& tags) {
    json::array details;
    for (const auto& identifier : list_of(call.input, "imageIds")) {
        const auto digest = find_image(call.world, repository, identifier);
        if (!digest)
            return refuse("ImageNotFoundException",
                          fmt::format("The image with imageId {{imageDigest:'{}', imageTag:'{}'}} "
                                      "does not exist within the repository with name '{}' in the "
                                      "registry with id '{}'",
                                      find_string(identifier, "imageDigest").value_or("null"),
                                      find_string(identifier, "imageTag").value_or("null"),
                                      repository.name, repository.scope.account));
        details.emplace_back(
            detail_of(*registry::find_image(call.world, repository, *digest), tags));
    }
    return details;
}

Result<json::object> describe_images(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto tags = tags_by_digest(call, repository);
    if (has(call.input, "imageIds"))
        return json::object{{"imageDetails", TRY(named_images(call, repository, tags))}};
    json::array details;
    for (const auto* image : registry::images_of(call.world, repository))
        if (passes(call, tags.contains(text_of(*image, "imageDigest"))))
            details.emplace_back(detail_of(*image, tags));
    return paged(call, {}, "imageDetails", std::move(details));
}

/// One identifier for each tag, and one for each image that has none.
Result<json::object> list_images(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto tags = tags_by_digest(call, repository);
    json::array identifiers;
    for (const auto* image : registry::images_of(call.world, repository)) {
        const auto digest = text_of(*image, "imageDigest");
        const auto found = tags.find(digest);
        const bool is_tagged = found != tags.end();
        if (!passes(call, is_tagged))
            continue;
        if (!is_tagged)
            identifiers.emplace_back(json::object{{"imageDigest", digest}});
        else
            for (const auto& tag : found->second)
                identifiers.emplace_back(json::object{{"imageDigest", digest}, {"imageTag", tag}});
    }
    return paged(call, {}, "imageIds", std::move(identifiers));
}

bool is_wanted(const Call& call, const json::value& descriptor) {
    const auto types = texts_of(object_of(call.input, "filter"), "artifactTypes");
    return types.empty() ||
           std::ranges::find(types, string_or_empty(descriptor, "artifactType")) != types.end();
}

Result<json::object> list_image_referrers(const Call& call) {
    const auto repository = TRY(find_repository(call));
    const auto subject =
        registry::Digest::parse(text_of(object_of(call.input, "subjectId"), "imageDigest"));
    if (!subject)
        return invalid_parameter("imageDigest",
                                 "must satisfy regular expression "
                                 "'[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
    json::array referrers;
    for (auto& descriptor : TRY(registry::EcrContent(call.world, repository).referrers(*subject)))
        if (is_wanted(call, descriptor)) {
            auto referrer = descriptor.as_object();
            referrer["artifactStatus"] = "ACTIVE";
            referrers.emplace_back(std::move(referrer));
        }
    return paged(call, {}, "referrers", std::move(referrers));
}

constexpr std::array operations{
    OperationRow{"DescribeImages", describe_images},
    OperationRow{"ListImages", list_images},
    OperationRow{"ListImageReferrers", list_image_referrers},
};

}  // namespace

std::span<const OperationRow> image_list_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
