// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/copy.h"
#include "oci/copy/copy_blob.h"
#include "oci/copy/origin.h"
#include "oci/copy/root_manifest.h"
#include "oci/copy/task_graph.h"
#include "oci/registry/manifests.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace inland::oci {

/// One copy_images() from start to end: every image is resolved by a task, which adds the tasks for
/// its blobs and manifests, each of which all images share.
class CopyRun {
  public:
    CopyRun(std::vector<CopyRequest> requests, const CopyOptions& options, const CopyTools& tools,
            std::stop_token stop);

    std::vector<ImageReport> run();

  private:
    using Task = TaskGraph::Task;
    using Tasks = std::vector<TaskGraph::Dependency>;

    /// An image on its way. Counts are added under the mutex.
    struct Image {
        ImageReport report;
        Origin* from = nullptr;
        Place to;
    };
    using Stored = StoredManifest;
    /// A blob's first way into the target's registry; other repositories mount it from there.
    struct Carrier {
        Task* task = nullptr;
        std::string repository;
    };

    // Resolving (copy_resolve.cpp).
    Result<void> resolve(Image& image, std::size_t worker);
    static Result<void> leave(Image& image, Digest digest);
    Origin& origin_of(const ImageName& image);
    Result<Tasks> add_needs(Image& image, const Stored& stored, std::size_t worker, int depth);
    Result<TaskGraph::Dependency> add_manifest(Image& image, Stored stored, std::string reference,
                                               std::size_t worker, int depth);
    void add_last(Image& image, Stored root, const Tasks& needs);

    // What refers to it (copy_referrers.cpp).
    Result<void> add_referrers(Image& image, const Digest& subject, std::size_t worker, int depth,
                               Tasks& tasks);
    Result<void> add_referrer(Image& image, const Digest& subject, const Descriptor& referrer,
                              std::size_t worker, int depth, Tasks& tasks);
    Result<void> add_signature_tags(Image& image, const Digest& subject, std::size_t worker,
                                    int depth, Tasks& tasks);

    // The work itself (copy_run.cpp).
    TaskGraph::Dependency add_repository(const Place& to);
    TaskGraph::Dependency add_blob(Image& image, const Descriptor& blob);
    Result<void> copy(Image& image, const BlobJob& job, std::size_t worker);
    Result<void> store(Image& image, const ManifestText& text, const std::string& reference,
                       std::size_t worker);
    Result<ManifestText> text_again(const Image& image, const ManifestText& text,
                                    std::size_t worker);
    void count(Image& image, const CopyCounts& counts);
    void finish(Image& image, const Task* last);

    CopyOptions options_;
    CopyTools tools_;
    std::stop_token stop_;
    std::deque<Image> images_;
    std::vector<CopyWorker> workers_;
    TaskGraph graph_;
    std::mutex mutex_;
    std::mutex tag_mutex_;  ///< held while a tag is read and changed
    std::map<Place, Task*> repositories_;
    std::map<std::pair<Place, Digest>, Task*> blobs_;
    std::map<std::pair<Registry*, Digest>, Carrier> carriers_;
    std::map<std::pair<Place, std::string>, Task*> manifests_;             ///< by reference
    std::map<std::string, std::unique_ptr<Origin>, std::less<>> origins_;  ///< by path
};

}  // namespace inland::oci
