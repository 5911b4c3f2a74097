// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/stream.h"
#include "oci/copy/blob_streams.h"

#include <cstdint>

namespace inland::oci {

/// A part of a blob as the body of a request: `bytes` from `start` on. A reader that stands before
/// the start is read up to it first.
class UploadSource final : public http::BodySource {
  public:
    UploadSource(BlobReader& reader, std::uint64_t position, std::uint64_t start,
                 std::uint64_t bytes)
        : reader_(reader), position_(position), start_(start), end_(start + bytes) {}

    std::optional<std::size_t> give(std::span<char> room) override;

    /// Bytes that the request has.
    [[nodiscard]] std::uint64_t left() const { return end_ - start_; }
    /// Where the reader stands.
    [[nodiscard]] std::uint64_t position() const { return position_; }
    /// Why it gave no more.
    [[nodiscard]] const Result<void>& said() const { return said_; }

  private:
    Result<std::size_t> read(std::span<char> room);

    BlobReader& reader_;
    std::uint64_t position_;
    std::uint64_t start_;
    std::uint64_t end_;
    Result<void> said_;
};

}  // namespace inland::oci
