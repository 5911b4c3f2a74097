// SPDX-License-Identifier: Apache-2.0
// What refers to an image: signatures, attestations, bills of materials. They are there before the
// tag is, so that whoever sees the one finds the others.
#include "oci/copy/copy_run.h"
#include "oci/registry/referrers.h"

namespace inland::oci {

Result<void> CopyRun::add_referrers(Image& image, const Digest& subject, std::size_t worker,
                                    int depth, Tasks& tasks) {
    for (const auto& referrer : TRY(image.from->referrers(subject, workers_[worker].down, stop_)))
        TRY_VOID(add_referrer(image, subject, referrer, worker, depth, tasks));
    return add_signature_tags(image, subject, worker, depth, tasks);
}

Result<void> CopyRun::add_referrer(Image& image, const Digest& subject, const Descriptor& referrer,
                                   std::size_t worker, int depth, Tasks& tasks) {
    auto stored = read_manifest(*image.from, referrer.digest.text(), workers_[worker].down, stop_);
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
    const auto* tags = TRY(image.from->signature_tags(workers_[worker].down, stop_));
    for (const auto& tag : cosign_tags(subject)) {
        if (!tags->contains(tag))
            continue;
        auto stored = TRY(read_manifest(*image.from, tag, workers_[worker].down, stop_));
        tasks.push_back(TRY(add_manifest(image, std::move(stored), tag, worker, depth)));
    }
    return {};
}

}  // namespace inland::oci
