// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/descriptor.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Holds the bytes of one blob against its digest and its size as they come, from whichever
/// connection. After rewind() bytes come a second time; they must be the same, so that what was
/// passed on the first time has been checked too. One thread at a time.
class BlobCheck {
  public:
    /// Can go back to every multiple of `step`.
    BlobCheck(Descriptor blob, std::uint64_t step);

    /// InvalidInput when they are more than the blob has, or not what they were the first time.
    Result<void> add(std::string_view bytes);
    /// After the last: InvalidInput when they are too few or have another digest.
    [[nodiscard]] Result<void> finish() const;
    /// Goes back to the last step at or before `to`, and says where that is.
    std::uint64_t rewind(std::uint64_t to);

    [[nodiscard]] const Descriptor& blob() const { return blob_; }
    [[nodiscard]] std::uint64_t position() const { return now_.size(); }

  private:
    Result<void> add_part(std::string_view bytes);
    [[nodiscard]] std::uint64_t next_stop() const;

    Descriptor blob_;
    std::uint64_t step_;
    DigestStream now_;
    DigestStream start_;
    std::vector<DigestStream> steps_;       ///< at most the last two
    std::optional<DigestStream> farthest_;  ///< where a rewind left from
};

}  // namespace inland::oci
