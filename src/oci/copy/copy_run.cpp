// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/copy_run.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

std::size_t worker_count(const CopyOptions& options) {
    constexpr std::size_t most = 16;  // each has buffers of a megabyte
    return std::clamp<std::size_t>(options.workers, 1, most);
}

}  // namespace

CopyCounts& CopyCounts::operator+=(const CopyCounts& other) {
    bytes += other.bytes;
    copied += other.copied;
    mounted += other.mounted;
    present += other.present;
    manifests += other.manifests;
    return *this;
}

CopyRun::CopyRun(std::vector<CopyRequest> requests, const CopyOptions& options,
                 const CopyTools& tools, std::stop_token stop)
    : options_(options), tools_(tools), stop_(std::move(stop)), workers_(worker_count(options)) {
    for (auto& request : requests) {
        auto& from = origin_of(request.from);
        Place to{&tools_.registries.at(request.to.registry), request.to.repository};
        images_.push_back({{.image = std::move(request)}, &from, std::move(to)});
    }
}

Origin& CopyRun::origin_of(const ImageName& image) {
    auto& origin = origins_[image.path()];
    if (origin == nullptr)
        origin = oci::origin_of(image, tools_.registries, tools_.layout);
    return *origin;
}

std::vector<ImageReport> CopyRun::run() {
    for (auto& image : images_) {
        auto* resolved =
            graph_.add([this, &image](std::size_t worker) { return resolve(image, worker); });
        graph_.add(
            [this, &image, resolved](std::size_t) -> Result<void> {
                if (const auto& outcome = TaskGraph::outcome(*resolved);
                    !outcome || image.report.outcome == ImageOutcome::Unchanged)
                    finish(image, resolved);
                return {};
            },
            {{resolved, TaskGraph::Wait::ForEnd}});
    }
    graph_.run(workers_.size(), stop_);
    std::vector<ImageReport> reports;
    for (auto& image : images_)
        reports.push_back(std::move(image.report));
    return reports;
}

TaskGraph::Dependency CopyRun::add_repository(const Place& to) {
    const std::scoped_lock lock(mutex_);
    auto& task = repositories_[to];
    if (task == nullptr)
        task = graph_.add([this, to](std::size_t) {
            return tools_.repositories.prepare(to.registry->address().name, to.repository, stop_);
        });
    return {task};
}

TaskGraph::Dependency CopyRun::add_blob(Image& image, const Descriptor& blob) {
    const auto repository = add_repository(image.to);
    const std::scoped_lock lock(mutex_);
    auto& task = blobs_[{image.to, blob.digest}];
    if (task != nullptr)
        return {task};
    BlobJob job{.blob = blob, .from = image.from, .to = image.to};
    auto& carrier = carriers_[{image.to.registry, blob.digest}];
    if (carrier.task == nullptr) {
        task =
            graph_.add([this, &image, job](std::size_t worker) { return copy(image, job, worker); },
                       {repository});
        carrier = {task, image.to.repository};
        tools_.progress.needed(static_cast<std::int64_t>(blob.size));
        return {task};
    }
    const auto first = carrier;
    task = graph_.add(
        [this, &image, job, first](std::size_t worker) mutable {
            if (TaskGraph::outcome(*first.task))
                job.mount_from = first.repository;
            return copy(image, job, worker);
        },
        {repository, {first.task, TaskGraph::Wait::ForEnd}});
    return {task};
}

Result<void> CopyRun::copy(Image& image, const BlobJob& job, std::size_t worker) {
    std::uint64_t bytes = 0;
    const auto outcome = copy_blob(
        workers_[worker], job,
        [&](std::uint64_t more) {
            bytes += more;
            tools_.progress.moved(more);
        },
        stop_);
    CopyCounts counts{.bytes = bytes};
    if (outcome) {
        counts.copied = *outcome == BlobOutcome::Copied ? 1 : 0;
        counts.mounted = *outcome == BlobOutcome::Mounted ? 1 : 0;
        counts.present = *outcome == BlobOutcome::Present ? 1 : 0;
        if (*outcome == BlobOutcome::Present)
            tools_.progress.needed(-static_cast<std::int64_t>(job.blob.size));
    }
    count(image, counts);
    if (!outcome)
        return std::unexpected(Error(outcome.error()).with_context(job.from->name()));
    return {};
}

/// Large manifests are not kept while their blobs are copied.
Result<ManifestText> CopyRun::text_again(const Image& image, const ManifestText& text,
                                         std::size_t worker) {
    if (!text.text.empty())
        return text;
    return image.from->manifest(text.digest.text(), workers_[worker].down, stop_);
}

Result<void> CopyRun::store(Image& image, const ManifestText& text, const std::string& reference,
                            std::size_t worker) {
    const auto whole = TRY(text_again(image, text, worker));
    RegistrySession up(*image.to.registry, workers_[worker].up);
    TRY_VOID(put_manifest(up, image.to.repository, reference, whole, stop_));
    count(image, {.manifests = 1});
    return {};
}

void CopyRun::count(Image& image, const CopyCounts& counts) {
    const std::scoped_lock lock(mutex_);
    image.report.counts += counts;
}

void CopyRun::finish(Image& image, const Task* last) {
    const std::scoped_lock lock(mutex_);
    if (const auto& outcome = TaskGraph::outcome(*last); !outcome) {
        image.report.outcome = ImageOutcome::Failed;
        image.report.error = outcome.error();
    }
    tools_.progress.finished(image.report);
}

std::vector<ImageReport> copy_images(std::vector<CopyRequest> requests, const CopyOptions& options,
                                     const CopyTools& tools, std::stop_token stop) {
    return CopyRun(std::move(requests), options, tools, std::move(stop)).run();
}

}  // namespace inland::oci
