// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace inland::oci {

/// Where the bytes of a blob come from that is pushed. One thread at a time.
class BlobReader {
  public:
    BlobReader() = default;
    BlobReader(const BlobReader&) = delete;
    BlobReader& operator=(const BlobReader&) = delete;
    virtual ~BlobReader() = default;
    /// The next bytes, at least one; may block; 0 at the end. The last byte comes only when the
    /// whole blob has been checked: what lies can so never be complete anywhere.
    virtual Result<std::size_t> read(std::span<char> room) = 0;
    /// Goes back, to `to` or before it, and says where to.
    virtual Result<std::uint64_t> rewind(std::uint64_t to) = 0;
};

}  // namespace inland::oci
