// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/root_manifest.h"

#include "oci/copy/choose_platforms.h"

#include <fmt/format.h>

namespace inland::oci {

Result<StoredManifest> read_manifest(Origin& from, std::string_view reference,
                                     http::StreamClient& http, const std::stop_token& stop) {
    auto text = TRY(from.manifest(reference, http, stop));
    auto manifest = TRY(parse_manifest(text.text, text.media_type));
    return StoredManifest{std::move(text), std::move(manifest)};
}

Result<void> check_depth(const ImageName& image, int depth) {
    constexpr int deepest = 4;
    if (depth <= deepest)
        return {};
    return failure(ErrorKind::InvalidInput,
                   fmt::format("{}: manifests that name each other more than {} deep",
                               image.canonical(), deepest));
}

Result<Digest> digest_of(Origin& from, const ImageName& image, http::StreamClient& http,
                         const std::stop_token& stop) {
    if (!image.digest.empty())
        return Digest::parse(image.digest);
    auto digest = TRY(from.digest(image.reference(), http, stop));
    if (!digest)
        return failure(ErrorKind::NotFound,
                       fmt::format("{}: there is no such image", image.canonical()));
    return *std::move(digest);
}

Result<StoredManifest> read_root(Origin& from, const ImageName& image, std::string_view reference,
                                 const std::vector<Platform>& platforms, http::StreamClient& http,
                                 const std::stop_token& stop) {
    auto root = TRY(read_manifest(from, reference, http, stop));
    if (root.manifest.kind != ManifestKind::Index || !image.digest.empty())
        return root;
    auto choice = choose_platforms(root.text, root.manifest, platforms);
    if (!choice)
        return std::unexpected(std::move(choice).error().with_context(image.canonical()));
    if (const auto* one = std::get_if<OneManifest>(&*choice))
        return read_manifest(from, one->manifest.digest.text(), http, stop);
    if (auto* reduced = std::get_if<ReducedIndex>(&*choice))
        return StoredManifest{std::move(reduced->text), std::move(reduced->manifest),
                              StoredManifest::Author::Ours};
    return root;
}

}  // namespace inland::oci
