// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/choose_platforms.h"
#include "oci/copy.h"
#include "oci/copy_blob.h"
#include "oci/manifests.h"
#include "oci/task_graph.h"

#include <deque>
#include <map>
#include <mutex>
#include <set>
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
        Place from;
        Place to;
    };
    enum class Origin : std::uint8_t { Source, Ours };
    /// A manifest with what is needed to store it.
    struct Stored {
        ManifestText text;
        Manifest manifest;
        Origin origin = Origin::Source;
    };
    /// A repository's tags that stand for digests, once they were asked for.
    struct SignatureTags {
        std::mutex asking;
        std::optional<std::set<std::string, std::less<>>> tags;
    };
    /// A blob's first way into the target's registry; other repositories mount it from there.
    struct Carrier {
        Task* task = nullptr;
        std::string repository;
    };

    // Resolving (copy_resolve.cpp).
    Result<void> resolve(Image& image, std::size_t worker);
    Result<Digest> source_digest(const Image& image, std::size_t worker);
    Result<Stored> chosen_root(const Image& image, const Digest& digest, std::size_t worker);
    Result<Stored> get(const Place& from, std::string_view reference, std::size_t worker);
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
    Result<const std::set<std::string, std::less<>>*> signature_tags(const Place& from,
                                                                     std::size_t worker);

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
    std::map<std::pair<Place, std::string>, Task*> manifests_;  ///< by reference
    std::map<Place, SignatureTags> signature_tags_;
};

}  // namespace inland::oci
