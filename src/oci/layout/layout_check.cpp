// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/layout_check.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::size_t piece_bytes = std::size_t{256} * 1024;

class Walk {
  public:
    explicit Walk(const Layout& layout) : layout_(layout) {}

    void manifest(const Descriptor& descriptor) {
        if (!seen_.insert(descriptor.digest).second)
            return;
        ++check_.manifests;
        check_.bytes += descriptor.size;
        const auto parsed = read(descriptor);
        if (!parsed)
            return add(descriptor, parsed.error());
        std::ranges::copy(parsed->manifests, std::back_inserter(pending_));
        for (const auto& blob : blobs_of(*parsed))
            content(blob);
    }

    LayoutCheck finish() {
        while (!pending_.empty()) {
            const auto next = pending_.back();
            pending_.pop_back();
            manifest(next);
        }
        return std::move(check_);
    }

  private:
    Result<Manifest> read(const Descriptor& descriptor) {
        const auto text = TRY(layout_.manifest(descriptor));
        return parse_manifest(text.text, descriptor.media_type);
    }

    void content(const Descriptor& blob) {
        if (!seen_.insert(blob.digest).second)
            return;
        ++check_.blobs;
        check_.bytes += blob.size;
        const auto range = layout_.find(blob);
        const auto checked =
            range ? check_content(*range, blob) : Result<void>(std::unexpected(range.error()));
        if (!checked)
            add(blob, checked.error());
    }

    void add(const Descriptor& what, const Error& error) {
        check_.errors.push_back(
            {error.kind, fmt::format("{}: {}", blob_path(what.digest), error.message)});
    }

    const Layout& layout_;
    LayoutCheck check_;
    std::set<Digest> seen_;
    std::vector<Descriptor> pending_;
};

}  // namespace

Result<void> check_content(const ByteRange& range, const Descriptor& descriptor) {
    DigestStream digest(descriptor.digest.algorithm());
    std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(piece_bytes, range.size)),
                      '\0');
    while (digest.size() < range.size) {
        const auto wanted = std::min<std::uint64_t>(piece.size(), range.size - digest.size());
        const auto count = TRY(
            range.source->read_at(range.offset + digest.size(), std::span(piece).first(wanted)));
        if (count == 0)
            return failure(ErrorKind::InvalidInput, "ends early");
        digest.update(std::string_view(piece).substr(0, count));
    }
    if (digest.digest() != descriptor.digest)
        return failure(ErrorKind::InvalidInput, "does not hold what its name says");
    return {};
}

LayoutCheck check_layout(const Layout& layout) {
    Walk walk(layout);
    for (const auto& image : layout.images())
        walk.manifest(image.descriptor);
    return walk.finish();
}

}  // namespace inland::oci
