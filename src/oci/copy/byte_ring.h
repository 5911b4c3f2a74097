// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace inland::oci {

/// Bytes between the thread that puts and the one that takes; who is ahead waits, and is woken for
/// a good part of the ring only, not for every few bytes.
class ByteRing {
  public:
    explicit ByteRing(std::size_t capacity);

    /// Waits until all have room; Interrupted when stop is requested.
    Result<void> put(std::string_view bytes, const std::stop_token& stop);
    /// No more come: all is well, or not.
    void close(Result<void> outcome);
    /// Waits for some. 0 after the last. While the ring is open, `kept_back` bytes stay in it. The
    /// error that it was closed with comes as soon as it is there.
    Result<std::size_t> take(std::span<char> room, std::size_t kept_back,
                             const std::stop_token& stop);
    /// Empty and open again; nobody may be putting.
    void reset();

  private:
    std::size_t copy_in(std::string_view bytes);
    std::size_t copy_out(std::span<char> room);

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<char> bytes_;
    std::size_t worth_waking_;  ///< so many bytes, or so much room
    std::size_t first_ = 0;
    std::size_t used_ = 0;
    std::optional<Result<void>> outcome_;
};

}  // namespace inland::oci
