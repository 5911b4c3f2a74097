// SPDX-License-Identifier: Apache-2.0
#include "oci/copy_blob.h"

#include "oci/blob_push.h"
#include "oci/origin.h"

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

/// A registry that would not mount once is not asked again.
std::optional<std::string> mountable(const BlobJob& job) {
    if (job.to.registry->mounts() == Mounts::Refused)
        return std::nullopt;
    if (job.mount_from)
        return job.mount_from;
    if (const auto from = job.from->place(); from && from->registry == job.to.registry)
        return from->repository;
    return std::nullopt;
}

}  // namespace

Result<BlobOutcome> copy_blob(CopyWorker& worker, const BlobJob& job,
                              const std::function<void(std::uint64_t)>& moved,
                              const std::stop_token& stop) {
    RegistrySession up(*job.to.registry, worker.up);
    std::optional<Upload> upload;
    if (const auto from = mountable(job)) {
        upload = TRY(mount_blob(up, job.to.repository, job.blob, *from, stop));
        if (!upload)
            return BlobOutcome::Mounted;
        job.to.registry->mounts() = Mounts::Refused;
    }
    if (TRY(has_blob(up, job.to.repository, job.blob, stop)))
        return BlobOutcome::Present;
    const auto step = job.to.registry->limits().chunk_bytes;
    const auto bytes = TRY(job.from->open(job.blob, step, worker.down, stop));
    CountedReader reader(*bytes, moved);
    TRY_VOID(push_blob(up, job.to.repository, job.blob, reader, std::move(upload), stop));
    return BlobOutcome::Copied;
}

}  // namespace inland::oci
