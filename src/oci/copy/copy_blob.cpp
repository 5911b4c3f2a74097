// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/copy_blob.h"

#include "oci/copy/origin.h"
#include "oci/registry/blob_push.h"
#include "oci/registry/ecr_logins.h"

namespace inland::oci {

namespace {

/// Tells how many bytes pass.
class CountedReader final : public BlobReader {
  public:
    CountedReader(BlobReader& reader, const std::function<void(std::uint64_t)>& moved)
        : reader_(reader), moved_(moved) {}

    Result<std::size_t> read(std::span<char> room) override {
        const auto taken = TRY(reader_.read(room));
        position_ += taken;
        if (position_ > farthest_)
            moved_(position_ - std::exchange(farthest_, position_));
        return taken;
    }
    Result<std::uint64_t> rewind(std::uint64_t to) override {
        position_ = TRY(reader_.rewind(to));
        return position_;
    }

  private:
    BlobReader& reader_;
    const std::function<void(std::uint64_t)>& moved_;
    std::uint64_t position_ = 0;
    std::uint64_t farthest_ = 0;
};

/// A repository to mount from. A registry that would not mount once is not asked again.
std::optional<std::string> mountable(const BlobJob& job) {
    if (job.to.registry->mounts() == Mounts::Refused)
        return std::nullopt;
    if (job.mount_from)
        return job.mount_from;
    if (const auto from = job.from->place(); from && from->registry == job.to.registry)
        return from->repository;
    return std::nullopt;
}

/// Amazon ECR has blobs that it does not mount: those that no manifest names yet.
bool mounts_all_it_has(Registry& registry) {
    return registry.mounts() == Mounts::Work && !ecr_registry(registry.address().name);
}

/// Whether the blob is there, now or already; if not (Copied), perhaps an upload that has begun.
struct Looked {
    BlobOutcome outcome = BlobOutcome::Copied;
    std::optional<Upload> upload = {};
};

/// With a registry that is known to mount what it has, one request does both: it finds the blob in
/// the very repository, or begins the upload.
Result<Looked> look(RegistrySession& up, const BlobJob& job, const std::stop_token& stop) {
    auto& registry = *job.to.registry;
    Looked looked;
    if (const auto from = mountable(job)) {
        looked.upload = TRY(mount_blob(up, job.to.repository, job.blob, *from, stop));
        registry.mounts() = looked.upload ? Mounts::Refused : Mounts::Work;
        if (!looked.upload)
            return Looked{BlobOutcome::Mounted};
    } else if (mounts_all_it_has(registry)) {
        looked.upload = TRY(mount_blob(up, job.to.repository, job.blob, job.to.repository, stop));
        if (!looked.upload)
            looked.outcome = BlobOutcome::Present;
        return looked;
    }
    if (TRY(has_blob(up, job.to.repository, job.blob, stop)))
        looked.outcome = BlobOutcome::Present;
    return looked;
}

}  // namespace

Result<BlobOutcome> copy_blob(CopyWorker& worker, const BlobJob& job,
                              const std::function<void(std::uint64_t)>& moved,
                              const std::stop_token& stop) {
    RegistrySession up(*job.to.registry, worker.up);
    auto looked = TRY(look(up, job, stop));
    if (looked.outcome != BlobOutcome::Copied)
        return looked.outcome;
    const auto step = job.to.registry->limits().chunk_bytes;
    const auto bytes = TRY(job.from->open(job.blob, step, worker.down, stop));
    CountedReader reader(*bytes, moved);
    TRY_VOID(push_blob(up, job.to.repository, job.blob, reader, std::move(looked.upload), stop));
    return BlobOutcome::Copied;
}

}  // namespace inland::oci
