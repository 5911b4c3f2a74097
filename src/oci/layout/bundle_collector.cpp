// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/bundle_collector.h"

#include "oci/registry/referrers.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::size_t piece_bytes = std::size_t{256} * 1024;
/// A file's reader need not go back.
constexpr std::uint64_t step_bytes = std::uint64_t{64} * 1024 * 1024;

ImageName with_tag(ImageName image, std::string tag) {
    image.tag = std::move(tag);
    image.digest.clear();
    return image;
}

}  // namespace

Origin& BundleCollector::origin_of(const ImageName& image) {
    auto& origin = origins_[image.path()];
    if (origin == nullptr)
        origin = oci::origin_of(image, registries_, layout_);
    return *origin;
}

Result<void> BundleCollector::add(const ImageName& image) {
    auto& from = origin_of(image);
    auto root = TRY(read_root(from, image, image.reference(), options_.platforms, http_, stop_));
    auto descriptor = descriptor_of(root.text);
    TRY_VOID(add_manifest(from, std::move(root), image, 0));
    plan_.images.push_back({image.canonical(), std::move(descriptor)});
    return {};
}

void BundleCollector::add_file(std::string path, std::string content) {
    plan_.files.insert_or_assign(std::move(path), std::move(content));
}

void BundleCollector::add_blob(Origin& from, const Descriptor& blob) {
    if (!blobs_.try_emplace(blob.digest, &from).second)
        return;
    plan_.blobs.push_back(blob);
    bytes_ += blob.size;
}

Result<void> BundleCollector::add_manifest(Origin& from, StoredManifest stored,
                                           const ImageName& image, int depth) {
    TRY_VOID(check_depth(image, depth));
    if (manifests_.contains(stored.text.digest))
        return {};
    for (const auto& child : stored.manifest.manifests)
        TRY_VOID(add_manifest(from, TRY(read_manifest(from, child.digest.text(), http_, stop_)),
                              image, depth + 1));
    for (const auto& blob : blobs_of(stored.manifest))
        add_blob(from, blob);
    if (options_.referrers == Referrers::Carry)
        TRY_VOID(add_referrers(from, stored.text.digest, image, depth + 1));
    manifests_.insert(stored.text.digest);
    bytes_ += stored.text.text.size();
    plan_.manifests.push_back(std::move(stored.text));
    return {};
}

/// Referrers stand in the index without a name; cosign's tags are images of their own.
Result<void> BundleCollector::add_referrers(Origin& from, const Digest& subject,
                                            const ImageName& image, int depth) {
    for (const auto& referrer : TRY(from.referrers(subject, http_, stop_))) {
        auto stored = read_manifest(from, referrer.digest.text(), http_, stop_);
        if (!stored && stored.error().kind == ErrorKind::NotFound)
            continue;  // an index by tag may name what is gone
        if (!stored)
            return std::unexpected(stored.error());
        TRY_VOID(add_manifest(from, *std::move(stored), image, depth));
        plan_.images.push_back({"", referrer});
    }
    const auto* tags = TRY(from.signature_tags(http_, stop_));
    for (const auto& tag : cosign_tags(subject)) {
        if (!tags->contains(tag))
            continue;
        auto stored = TRY(read_manifest(from, tag, http_, stop_));
        auto descriptor = descriptor_of(stored.text);
        TRY_VOID(add_manifest(from, std::move(stored), image, depth));
        plan_.images.push_back({with_tag(image, tag).canonical(), std::move(descriptor)});
    }
    return {};
}

Result<void> BundleCollector::read(const Descriptor& blob, ByteSink& sink) {
    const auto found = blobs_.find(blob.digest);
    if (found == blobs_.end())
        return failure(ErrorKind::NotFound, fmt::format("{} is in no image", blob.digest.text()));
    const auto bytes = TRY(found->second->open(blob, step_bytes, http_, stop_));
    std::string piece(piece_bytes, '\0');
    for (;;) {
        const auto count = TRY(bytes->read(piece));
        if (count == 0)
            return {};
        TRY_VOID(sink.write(std::string_view(piece).substr(0, count)));
    }
}

}  // namespace inland::oci
