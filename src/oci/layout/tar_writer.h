// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/byte_sink.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace inland::oci {

/// Writes a tar without times, owners and modes of its own: the same files in the same order are
/// the same bytes. Its content goes to the sink as it comes; nothing is kept. One thread at a time.
class TarWriter : public ByteSink {
  public:
    explicit TarWriter(ByteSink& sink);
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;
    ~TarWriter() override;

    /// A file of exactly `size` bytes, which are given to write before the next begins.
    Result<void> begin(std::string_view path, std::uint64_t size);
    Result<void> write(std::string_view bytes) override;
    /// After the last file. InvalidInput where it got fewer bytes than it was to have.
    Result<void> finish();

  private:
    struct State;

    Result<void> end_file();
    [[nodiscard]] std::unexpected<Error> refusal() const;

    std::unique_ptr<State> state_;
};

}  // namespace inland::oci
