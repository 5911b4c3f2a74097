// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/blob_pipe.h"

#include "oci/registry/blob_pull.h"

namespace inland::oci {

namespace {

/// Enough that neither side waits for the other's system calls, and less than a core's cache.
constexpr std::size_t ring_bytes = std::size_t{512} * 1024;

class RingWriter final : public ByteSink {
  public:
    RingWriter(ByteRing& ring, std::stop_token stop) : ring_(ring), stop_(std::move(stop)) {}
    Result<void> write(std::string_view bytes) override { return ring_.put(bytes, stop_); }

  private:
    ByteRing& ring_;
    std::stop_token stop_;
};

}  // namespace

BlobPipe::BlobPipe(RegistrySession& session, std::string repository, Descriptor blob,
                   std::uint64_t step, std::stop_token stop)
    : session_(session),
      repository_(std::move(repository)),
      check_(std::move(blob), step),
      size_(check_.blob().size),
      stop_(std::move(stop)),
      ring_(std::min<std::uint64_t>(ring_bytes, size_ + 1)) {
    start();
}

BlobPipe::~BlobPipe() {
    end();
}

void BlobPipe::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) {
        RingWriter writer(ring_, stop);
        ring_.close(pull_blob(session_, repository_, check_, writer, stop));
    });
}

void BlobPipe::end() {
    thread_.request_stop();
    if (thread_.joinable())
        thread_.join();
}

Result<std::size_t> BlobPipe::read(std::span<char> room) {
    // Before the last byte the whole is known to be right: the ring is then closed.
    const auto left = size_ - given_;
    const std::size_t kept_back = left <= ring_bytes ? 1 : 0;
    const auto taken = TRY(ring_.take(room, kept_back, stop_));
    given_ += taken;
    return taken;
}

Result<std::uint64_t> BlobPipe::rewind(std::uint64_t to) {
    end();
    given_ = check_.rewind(to);
    ring_.reset();
    start();
    return given_;
}

}  // namespace inland::oci
