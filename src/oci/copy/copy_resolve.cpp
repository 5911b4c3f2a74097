// SPDX-License-Identifier: Apache-2.0
// What an image needs: its manifests, read from the source, and a task for each of its parts.
#include "oci/copy/copy_run.h"

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// Longer manifests are read again when they are stored.
constexpr std::size_t longest_kept = std::size_t{64} * 1024;

/// An image that is pinned has its tag in the target too.
std::string target_reference(const ImageName& to) {
    return to.tag.empty() ? std::string(to.reference()) : to.tag;
}

}  // namespace

Result<void> CopyRun::leave(Image& image, Digest digest) {
    image.report.digest = std::move(digest);
    image.report.outcome = ImageOutcome::Unchanged;
    return {};
}

/// The least requests: two HEADs tell that there is nothing to do, and what the target does not
/// know at all is read at once.
Result<void> CopyRun::resolve(Image& image, std::size_t worker) {
    const auto& [from, to] = image.report.image;
    auto& http = workers_[worker].down;
    RegistrySession up(*image.to.registry, workers_[worker].up);
    const auto there = TRY(head_manifest(up, to.repository, target_reference(to), stop_));
    std::string reference(from.reference());
    if (there && options_.platforms.empty()) {
        auto digest = TRY(digest_of(*image.from, from, http, stop_));
        if (there == digest)
            return leave(image, std::move(digest));
        reference = digest.text();
    }
    auto root = TRY(read_root(*image.from, from, reference, options_.platforms, http, stop_));
    if (there == root.text.digest)
        return leave(image, std::move(root.text.digest));
    image.report.digest = root.text.digest;
    image.report.outcome = ImageOutcome::Copied;
    const auto needs = TRY(add_needs(image, root, worker, 0));
    add_last(image, std::move(root), needs);
    return {};
}

/// The tag, when all that it leads to is there, and then the report.
void CopyRun::add_last(Image& image, Stored root, const Tasks& needs) {
    auto text = std::move(root.text);
    if (root.author == Stored::Author::Source && text.text.size() > longest_kept)
        text.text.clear();
    auto* last = graph_.add(
        [this, &image, text = std::move(text)](std::size_t worker) {
            return store(image, text, target_reference(image.report.image.to), worker);
        },
        needs);
    graph_.add(
        [this, &image, last](std::size_t) -> Result<void> {
            finish(image, last);
            return {};
        },
        {{last, TaskGraph::Wait::ForEnd}});
}

/// Tasks for the blobs or the manifests that the manifest names, and for what refers to it.
Result<CopyRun::Tasks> CopyRun::add_needs(Image& image, const Stored& stored, std::size_t worker,
                                          int depth) {
    TRY_VOID(check_depth(image.report.image.from, depth));
    Tasks needs{add_repository(image.to)};
    for (const auto& blob : blobs_of(stored.manifest))
        needs.push_back(add_blob(image, blob));
    for (const auto& child : stored.manifest.manifests) {
        auto manifest =
            TRY(read_manifest(*image.from, child.digest.text(), workers_[worker].down, stop_));
        needs.push_back(
            TRY(add_manifest(image, std::move(manifest), child.digest.text(), worker, depth + 1)));
    }
    if (options_.referrers == Referrers::Carry)
        TRY_VOID(add_referrers(image, stored.text.digest, worker, depth + 1, needs));
    return needs;
}

/// A manifest that is not the image's own: it is stored under its digest, or a signature's tag.
Result<TaskGraph::Dependency> CopyRun::add_manifest(Image& image, Stored stored,
                                                    std::string reference, std::size_t worker,
                                                    int depth) {
    const std::pair key{image.to, reference};
    {
        const std::scoped_lock lock(mutex_);
        if (const auto known = manifests_.find(key); known != manifests_.end())
            return TaskGraph::Dependency{known->second};
    }
    const auto needs = TRY(add_needs(image, stored, worker, depth));
    auto text = std::move(stored.text);
    if (text.text.size() > longest_kept)
        text.text.clear();
    const std::scoped_lock lock(mutex_);
    auto& task = manifests_[key];
    if (task == nullptr)
        task = graph_.add([this, &image, text = std::move(text), reference](
                              std::size_t doer) { return store(image, text, reference, doer); },
                          needs);
    return TaskGraph::Dependency{task};
}

}  // namespace inland::oci
