// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/blob_pipe.h"
#include "oci/copy/origin.h"
#include "oci/registry/manifests.h"
#include "oci/registry/referrers.h"
#include "oci/registry/tags.h"

#include <mutex>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// More are no signatures.
std::vector<Descriptor> bounded(std::vector<Descriptor> referrers) {
    constexpr std::size_t most = 1000;
    if (referrers.size() > most)
        referrers.erase(referrers.begin() + most, referrers.end());
    return referrers;
}

/// A pipe with the session that it pulls by.
class PulledBlob final : public BlobReader {
  public:
    PulledBlob(const Place& place, const Descriptor& blob, std::uint64_t step,
               http::StreamClient& http, const std::stop_token& stop)
        : session_(*place.registry, http), pipe_(session_, place.repository, blob, step, stop) {}

    Result<std::size_t> read(std::span<char> room) override { return pipe_.read(room); }
    Result<std::uint64_t> rewind(std::uint64_t to) override { return pipe_.rewind(to); }

  private:
    RegistrySession session_;
    BlobPipe pipe_;
};

class RegistryOrigin final : public Origin {
  public:
    explicit RegistryOrigin(Place place) : place_(std::move(place)) {}

    Result<std::optional<Digest>> digest(std::string_view tag, http::StreamClient& http,
                                         const std::stop_token& stop) override {
        RegistrySession session(*place_.registry, http);
        return head_manifest(session, place_.repository, tag, stop);
    }

    Result<ManifestText> manifest(std::string_view reference, http::StreamClient& http,
                                  const std::stop_token& stop) override {
        RegistrySession session(*place_.registry, http);
        return get_manifest(session, place_.repository, reference, stop);
    }

    /// By the API, or by the tag that stands in for it.
    Result<std::vector<Descriptor>> referrers(const Digest& subject, http::StreamClient& http,
                                              const std::stop_token& stop) override {
        RegistrySession session(*place_.registry, http);
        if (auto found = TRY(list_referrers(session, place_.repository, subject, stop)))
            return bounded(*std::move(found));
        if (!TRY(signature_tags(http, stop))->contains(referrers_tag(subject)))
            return std::vector<Descriptor>{};
        return bounded(TRY(list_tagged_referrers(session, place_.repository, subject, stop)));
    }

    /// Asked for once.
    Result<const Tags*> signature_tags(http::StreamClient& http,
                                       const std::stop_token& stop) override {
        const std::scoped_lock asking(mutex_);
        if (!tags_) {
            RegistrySession session(*place_.registry, http);
            tags_ = TRY(list_tags(session, place_.repository, "sha", stop)).value_or(Tags{});
        }
        return &*tags_;
    }

    Result<std::unique_ptr<BlobReader>> open(const Descriptor& blob, std::uint64_t step,
                                             http::StreamClient& http,
                                             const std::stop_token& stop) override {
        return std::make_unique<PulledBlob>(place_, blob, step, http, stop);
    }

    [[nodiscard]] std::optional<Place> place() const override { return place_; }
    [[nodiscard]] std::string name() const override {
        return fmt::format("{}/{}", place_.registry->address().name, place_.repository);
    }

  private:
    Place place_;
    std::mutex mutex_;
    std::optional<Tags> tags_;
};

}  // namespace

std::unique_ptr<Origin> registry_origin(Place place) {
    return std::make_unique<RegistryOrigin>(std::move(place));
}

std::unique_ptr<Origin> origin_of(const ImageName& image, Registries& registries,
                                  const Layout* layout) {
    return layout != nullptr ? layout_origin(*layout, image)
                             : registry_origin({&registries.at(image.registry), image.repository});
}

}  // namespace inland::oci
