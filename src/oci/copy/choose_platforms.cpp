// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/choose_platforms.h"

#include "core/json.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// BuildKit's attestations are manifests for no platform that name the one they are about.
constexpr std::string_view about = "vnd.docker.reference.digest";

bool is_attestation(const Descriptor& manifest) {
    return manifest.annotations.contains(about);
}

bool is_wanted(const Descriptor& manifest, const std::vector<Platform>& wanted) {
    return manifest.platform && std::ranges::any_of(wanted, [&](const Platform& platform) {
               return matches(platform, *manifest.platform);
           });
}

std::set<std::string, std::less<>> chosen_digests(const Manifest& index,
                                                  const std::vector<Platform>& wanted) {
    std::set<std::string, std::less<>> chosen;
    for (const auto& manifest : index.manifests)
        if (!is_attestation(manifest) && is_wanted(manifest, wanted))
            chosen.insert(manifest.digest.text());
    return chosen;
}

Result<void> check_wishes(const Manifest& index, const std::vector<Platform>& wanted) {
    for (const auto& platform : wanted)
        if (std::ranges::none_of(index.manifests, [&](const Descriptor& manifest) {
                return is_wanted(manifest, {platform});
            }))
            return failure(ErrorKind::NotFound,
                           fmt::format("there is none for {}; there are {}", platform.text(),
                                       text_of(platforms_of(index))));
    return {};
}

void add_attestations(const Manifest& index, std::set<std::string, std::less<>>& chosen) {
    for (const auto& manifest : index.manifests)
        if (const auto subject = manifest.annotations.find(about);
            subject != manifest.annotations.end() && chosen.contains(subject->second))
            chosen.insert(manifest.digest.text());
}

Result<PlatformChoice> reduced(const ManifestText& text, const Manifest& index,
                               const std::set<std::string, std::less<>>& chosen) {
    auto document = TRY(parse_json(text.text));
    auto& list = document.get_object()["manifests"].get_array();
    json::array kept;
    for (const auto& entry : list)
        if (chosen.contains(string_or_empty(entry, "digest")))
            kept.push_back(entry);
    list = std::move(kept);
    auto bytes = json::serialize(document);
    auto manifest = TRY(parse_manifest(bytes, index.media_type));
    auto digest = Digest::of(bytes, text.digest.algorithm());
    return ReducedIndex{{index.media_type, std::move(digest), std::move(bytes)},
                        std::move(manifest)};
}

}  // namespace

std::vector<Platform> platforms_of(const Manifest& index) {
    std::vector<Platform> all;
    for (const auto& manifest : index.manifests)
        if (manifest.platform && !is_attestation(manifest) &&
            std::ranges::find(all, *manifest.platform) == all.end())
            all.push_back(*manifest.platform);
    return all;
}

Result<PlatformChoice> choose_platforms(const ManifestText& text, const Manifest& index,
                                        const std::vector<Platform>& wanted) {
    if (wanted.empty())
        return WholeIndex{};
    TRY_VOID(check_wishes(index, wanted));
    auto chosen = chosen_digests(index, wanted);
    const auto is_chosen = [&](const Descriptor& manifest) {
        return chosen.contains(manifest.digest.text());
    };
    if (std::ranges::all_of(index.manifests, [&](const Descriptor& manifest) {
            return is_attestation(manifest) || is_chosen(manifest);
        }))
        return WholeIndex{};
    if (chosen.size() == 1)
        return OneManifest{*std::ranges::find_if(index.manifests, is_chosen)};
    add_attestations(index, chosen);
    return reduced(text, index, chosen);
}

}  // namespace inland::oci
