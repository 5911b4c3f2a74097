// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/blob_check.h"
#include "oci/copy/origin.h"

#include <algorithm>
#include <map>
#include <mutex>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// A blob of a layout. Its last byte is given only when all of it is right.
class StoredBlob final : public BlobReader {
  public:
    StoredBlob(ByteRange range, const Descriptor& blob, std::uint64_t step)
        : range_(std::move(range)), check_(blob, step) {}

    Result<std::size_t> read(std::span<char> room) override {
        const auto left = range_.size - check_.position();
        const auto wanted = std::min<std::uint64_t>(room.size(), left);
        const auto count =
            TRY(range_.source->read_at(range_.offset + check_.position(), room.first(wanted)));
        if (count < wanted)
            return failure(ErrorKind::InvalidInput, "the layout ends early");
        TRY_VOID(check_.add({room.data(), count}));
        if (count == left)
            TRY_VOID(check_.finish());
        return count;
    }

    Result<std::uint64_t> rewind(std::uint64_t to) override { return check_.rewind(to); }

  private:
    ByteRange range_;
    BlobCheck check_;
};

class LayoutOrigin final : public Origin {
  public:
    LayoutOrigin(const Layout& layout, const ImageName& image)
        : layout_(layout), path_(image.path()) {
        for (const auto& held : layout.images())
            if (const auto named = parse_image_name(held.name); named && named->path() == path_)
                tags_.emplace(named->reference(), held.descriptor.digest);
        for (const auto& [tag, digest] : tags_)
            if (tag.starts_with("sha"))
                signature_tags_.insert(tag);
    }

    Result<std::optional<Digest>> digest(std::string_view tag, http::StreamClient& /*http*/,
                                         const std::stop_token& /*stop*/) override {
        const auto found = tags_.find(tag);
        return found == tags_.end() ? std::nullopt : std::optional(found->second);
    }

    Result<ManifestText> manifest(std::string_view reference, http::StreamClient& /*http*/,
                                  const std::stop_token& /*stop*/) override {
        const auto found = tags_.find(reference);
        return layout_.manifest(found == tags_.end() ? TRY(Digest::parse(reference))
                                                     : found->second);
    }

    Result<std::vector<Descriptor>> referrers(const Digest& subject, http::StreamClient& /*http*/,
                                              const std::stop_token& /*stop*/) override {
        return layout_.referrers(subject);
    }

    Result<const Tags*> signature_tags(http::StreamClient& /*http*/,
                                       const std::stop_token& /*stop*/) override {
        return &signature_tags_;
    }

    Result<std::unique_ptr<BlobReader>> open(const Descriptor& blob, std::uint64_t step,
                                             http::StreamClient& /*http*/,
                                             const std::stop_token& /*stop*/) override {
        return std::make_unique<StoredBlob>(TRY(layout_.find(blob)), blob, step);
    }

    [[nodiscard]] std::string name() const override { return path_; }

  private:
    const Layout& layout_;
    std::string path_;
    std::map<std::string, Digest, std::less<>> tags_;
    Tags signature_tags_;
};

}  // namespace

std::unique_ptr<Origin> layout_origin(const Layout& layout, const ImageName& image) {
    return std::make_unique<LayoutOrigin>(layout, image);
}

}  // namespace inland::oci
