// SPDX-License-Identifier: Apache-2.0
// Images in several fields, as Helm's values and custom resources have them: {registry, repository,
// tag, digest}, {image, tag}, and istio's {hub, tag} with the images' names below.
#include "knowledge/reporter.h"
#include "oci/manifests/finder.h"

#include <algorithm>
#include <array>
#include <span>

namespace inland::oci {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

/// The first of these fields that holds text.
const Node* first_text(const Node& map, std::span<const std::string_view> keys) {
    for (const auto key : keys)
        if (const auto* value = map.find(key);
            value != nullptr && value->kind == NodeKind::Scalar && !value->text.empty())
            return value;
    return nullptr;
}

bool has_any(const Node& map, std::span<const std::string_view> keys) {
    return std::ranges::any_of(keys, [&map](auto key) { return map.find(key) != nullptr; });
}

constexpr std::array<std::string_view, 2> registry_keys = {"registry", "imageRegistry"};
constexpr std::array<std::string_view, 3> repository_keys = {"repository", "imageRepository",
                                                             "image"};
constexpr std::array<std::string_view, 2> tag_keys = {"tag", "imageTag"};
constexpr std::array<std::string_view, 2> digest_keys = {"digest", "imageDigest"};
constexpr std::array<std::string_view, 1> sha_keys = {"sha"};

/// The fields of one group; those that are not written are null.
struct Group {
    const Node* registry;
    const Node* repository;
    const Node* tag;
    const Node* digest;
    const Node* sha;
};

Group group_in(const Node& map) {
    return {.registry = first_text(map, registry_keys),
            .repository = first_text(map, repository_keys),
            .tag = first_text(map, tag_keys),
            .digest = first_text(map, digest_keys),
            .sha = first_text(map, sha_keys)};
}

/// A repository alone may be one of Git, or of charts; beside it stands what only images have.
bool is_group(const Node& map, const Group& group) {
    static constexpr std::array<std::string_view, 3> only_images = {"pullPolicy", "imagePullPolicy",
                                                                    "pullSecrets"};
    if (group.repository == nullptr || group.repository->text.find("://") != std::string::npos)
        return false;
    return group.registry != nullptr || has_any(map, tag_keys) || has_any(map, digest_keys) ||
           (group.repository->key != "image" && has_any(map, only_images));
}

std::string text_of(const Node* node, std::string_view before) {
    return node == nullptr ? std::string() : std::string(before) + node->text;
}

/// The name that a chart would put together of them.
std::string name_of(const Group& group) {
    const std::string registry = group.registry == nullptr ? "" : group.registry->text + "/";
    const std::string digest =
        group.digest == nullptr ? text_of(group.sha, "@sha256:") : text_of(group.digest, "@");
    return registry + group.repository->text + text_of(group.tag, ":") + digest;
}

}  // namespace

bool Finder::search_group(const Node& map) {
    const Group group = group_in(map);
    if (!is_group(map, group))
        return false;
    auto name = parse_image_name(name_of(group));
    if (!name)
        return false;
    FoundImage image{.image = *std::move(name), .rule = "values"};
    image.tag_is_elsewhere = image.image.tag.empty() && image.image.digest.empty();
    const std::array<std::pair<const Node*, PartRole>, 2> parts = {
        {{group.registry, PartRole::Registry}, {group.repository, PartRole::Repository}}};
    for (const auto& [node, role] : parts)
        if (node != nullptr && !add_part(image, *node, role)) {
            image.parts.clear();
            break;
        }
    if (!image.parts.empty() && image.image.digest.empty())
        add_empty_digest(image, map);
    const FieldPath::Step step(path_, group.repository->key);
    add(std::move(image), *group.repository);
    return true;
}

bool Finder::add_part(FoundImage& image, const Node& node, PartRole role) const {
    const auto part = part_of(node, role);
    image.parts.insert(image.parts.end(), part.begin(), part.end());
    return !part.empty();
}

/// `digest: ""` is where a digest can be put.
void Finder::add_empty_digest(FoundImage& image, const Node& map) const {
    static constexpr std::array<std::pair<std::string_view, PartRole>, 3> fields = {
        {{"digest", PartRole::Digest},
         {"imageDigest", PartRole::Digest},
         {"sha", PartRole::BareDigest}}};
    for (const auto& [key, role] : fields) {
        const auto* const node = map.find(key);
        const bool is_empty_text =
            node != nullptr && node->kind == NodeKind::Scalar && node->text.empty();
        const auto extent = is_empty_text
                                ? manifests::scalar_extent(searched_.raw.text(),
                                                           searched_.raw.offset(node->position))
                                : std::nullopt;
        if (extent && extent->begin == extent->end)
            image.parts.push_back({.role = role, .offset = extent->begin});
    }
}

Finder::Hub Finder::hub_in(const Node& map) {
    const auto* const hub = map.find("hub");
    const auto* const tag = map.find("tag");
    const bool is_hub = hub != nullptr && tag != nullptr && hub->kind == NodeKind::Scalar &&
                        tag->kind == NodeKind::Scalar && map.find("image") == nullptr;
    return is_hub ? Hub{.hub = hub, .tag = tag} : Hub{};
}

/// {hub: docker.io/istio, tag: 1.24.1, proxy: {image: proxyv2}}: names without a '/' are completed.
bool Finder::search_hub_member(const Node& map, const Hub& hub) {
    const auto* const image = map.find("image");
    if (hub.hub == nullptr || image == nullptr || image->kind != NodeKind::Scalar ||
        image->text.find_first_of("/:") != std::string::npos)
        return false;
    const FieldPath::Step step(path_, "image");
    auto name = parse_image_name(hub.hub->text + "/" + image->text + ":" + hub.tag->text);
    if (!name)
        return false;
    add({.image = *std::move(name), .rule = "values", .parts = part_of(*hub.hub, PartRole::Hub)},
        *image);
    return true;
}

}  // namespace inland::oci
