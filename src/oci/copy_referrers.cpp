// SPDX-License-Identifier: Apache-2.0
// What refers to an image: signatures, attestations, bills of materials. They are there before the
// tag is, so that whoever sees the one finds the others.
#include "oci/copy_run.h"
#include "oci/referrers.h"
#include "oci/tags.h"

#include <array>

namespace inland::oci {

namespace {

/// By which cosign finds what it keeps without the referrers API.
constexpr std::array<std::string_view, 3> cosign_endings{".sig", ".att", ".sbom"};
/// More than so many are no signatures.
constexpr std::size_t most_referrers = 1000;

}  // namespace

Result<void> CopyRun::add_referrers(Image& image, const Digest& subject, std::size_t worker,
                                    int depth, Tasks& tasks) {
    RegistrySession down(*image.from.registry, workers_[worker].down);
    auto found = TRY(list_referrers(down, image.from.repository, subject, stop_));
    const auto* tags = TRY(signature_tags(image.from, worker));
    if (!found && tags->contains(referrers_tag(subject)))
        found = TRY(list_tagged_referrers(down, image.from.repository, subject, stop_));
    if (found && found->size() > most_referrers)
        found->resize(most_referrers, found->front());
    for (const auto& referrer : found.value_or(std::vector<Descriptor>{}))
        TRY_VOID(add_referrer(image, subject, referrer, worker, depth, tasks));
    return add_signature_tags(image, subject, worker, depth, tasks);
}

Result<void> CopyRun::add_referrer(Image& image, const Digest& subject, const Descriptor& referrer,
                                   std::size_t worker, int depth, Tasks& tasks) {
    auto stored = get(image.from, referrer.digest.text(), worker);
    if (!stored && stored.error().kind == ErrorKind::NotFound)
        return {};  // an index by tag may name what is gone
    if (!stored)
        return std::unexpected(stored.error());
    const auto task =
        TRY(add_manifest(image, *std::move(stored), referrer.digest.text(), worker, depth));
    // A registry without the API needs the tag that stands in for it.
    tasks.push_back({graph_.add(
        [this, &image, subject, referrer](std::size_t doer) -> Result<void> {
            RegistrySession up(*image.to.registry, workers_[doer].up);
            if (TRY(list_referrers(up, image.to.repository, subject, stop_)))
                return {};
            const std::scoped_lock one_at_a_time(tag_mutex_);
            return add_to_referrers_tag(up, image.to.repository, subject, referrer, stop_);
        },
        {task})});
    return {};
}

Result<void> CopyRun::add_signature_tags(Image& image, const Digest& subject, std::size_t worker,
                                         int depth, Tasks& tasks) {
    const auto* tags = TRY(signature_tags(image.from, worker));
    for (const auto ending : cosign_endings) {
        const auto tag = referrers_tag(subject) + std::string(ending);
        if (!tags->contains(tag))
            continue;
        auto stored = TRY(get(image.from, tag, worker));
        tasks.push_back(TRY(add_manifest(image, std::move(stored), tag, worker, depth)));
    }
    return {};
}

/// The repository's tags that stand for digests; asked for once.
Result<const std::set<std::string, std::less<>>*> CopyRun::signature_tags(const Place& from,
                                                                          std::size_t worker) {
    auto& known = [&]() -> SignatureTags& {
        const std::scoped_lock lock(mutex_);
        return signature_tags_[from];
    }();
    const std::scoped_lock asking(known.asking);
    if (!known.tags) {
        RegistrySession down(*from.registry, workers_[worker].down);
        known.tags = TRY(list_tags(down, from.repository, "sha", stop_))
                         .value_or(std::set<std::string, std::less<>>{});
    }
    return &*known.tags;
}

}  // namespace inland::oci
